import type { IsoDate, MaterialKind, RecordContent } from '@tongxiu/contracts';
import { evaluate, heldRules, type BrokenRule, type Deadline, type Rulebook, type Verdict } from '@tongxiu/rulebook';
import { addDays, startOfDay, type CalendarEdition } from '@tongxiu/working-days';
import { acceptingOrganName, channelNames } from './accepting-unit.js';
import { caseFactsOf, takenAsStated } from './application-rules.js';
import { missingOf, regimeMinimumUntil, regimeObjections, type ListRegime } from './list-regime.js';
import { materialNames } from './material-names.js';
import { objection, words, type Objection, type Wording } from '../wording.js';

/** How the register and the cases stand to a record, beside what its content says. */
export interface RecordState {
  readonly listed: boolean;
  readonly repaired: boolean;
  /** Day on which the application that holds the listing was made. */
  readonly inWorkSince?: IsoDate | undefined;
  readonly regime?: ListRegime | undefined;
}

/** A material of the company that an application may name. */
export interface OnFile {
  readonly kind: MaterialKind;
  readonly materialId: string;
  /** The organ of the record issued it for the company (H-085). */
  readonly issued: boolean;
}

export interface EligibilityQuestion {
  readonly record: RecordContent;
  readonly state: RecordState;
  readonly onFile: readonly OnFile[];
  readonly asOf: IsoDate;
}

export interface RequiredMaterial {
  /** Any one of them is enough. */
  readonly anyOf: readonly { readonly kind: MaterialKind; readonly name: Wording }[];
  readonly onFile: readonly OnFile[];
}

export interface Eligibility extends Verdict {
  readonly asOf: IsoDate;
  readonly listed: boolean;
  /** The rules that stand in nobody's way. */
  readonly held: readonly { readonly rule: string; readonly clause: string; readonly message: Wording }[];
  readonly materials: readonly RequiredMaterial[];
  readonly acceptedBy: { readonly name: Wording; readonly channel: Wording };
  /** If it were applied for on that day and every step took all the time it may. */
  readonly ifAppliedOn: { readonly submittedOn: IsoDate; readonly steps: readonly (Deadline & { readonly name: Wording })[] };
}

/** The verdict of the rulebook, with what stands in the way here: the state of the record, and the regime of its list. */
export function eligibilityOf(question: EligibilityQuestion, rulebook: Rulebook, calendar: CalendarEdition): Eligibility {
  const { record, state, onFile, asOf } = question;
  const facts = caseFactsOf(record, asOf);
  const verdict = evaluate(rulebook, facts, calendar);
  const kinds = new Set(onFile.map(({ kind }) => kind));
  const broken = [...verdict.broken, ...ownObstacles(question)];
  const required = [...verdict.requiredMaterials, ...(state.regime?.materials ?? []).map((kind) => [kind] as const)];
  const missing = required.filter((anyOf) => !anyOf.some((kind) => kinds.has(kind))).flatMap((anyOf) => anyOf.slice(0, 1));
  return {
    ...verdict,
    asOf,
    listed: state.listed,
    repairable: broken.length === 0 && verdict.repairableFrom !== null,
    repairableFrom: repairableFrom(question, verdict),
    broken,
    held: heldRules(rulebook, facts),
    missingMaterials: [...new Set(missing)],
    requiredMaterials: required,
    materials: required.map((anyOf) => ({
      anyOf: anyOf.map((kind) => ({ kind, name: materialNames[kind] })),
      onFile: onFile.filter(({ kind }) => anyOf.includes(kind)),
    })),
    acceptedBy: { name: acceptingOrganName(verdict.channel, record.organName), channel: channelNames[verdict.channel] },
    ifAppliedOn: { submittedOn: asOf, steps: stepsFrom(question, rulebook, calendar) },
  };
}

function ownObstacles({ record, state, asOf }: EligibilityQuestion): BrokenRule[] {
  const { listed, repaired, inWorkSince, regime } = state;
  return [
    ...(listed ? [] : [removed]),
    ...(listed && repaired ? [alreadyRepaired] : []),
    ...(listed && inWorkSince !== undefined ? [inWork(inWorkSince)] : []),
    ...(regime === undefined ? [] : regimeObjections({ ...regime, materials: [] }, record, new Set(), asOf)),
  ].map(({ rule = '', clause = '', message, until }) => ({ rule, clause, message, until: until ?? null }));
}

function repairableFrom({ record, state }: EligibilityQuestion, verdict: Verdict): IsoDate | null {
  if (!state.listed || state.repaired || verdict.repairableFrom === null) return null;
  const until = state.regime === undefined ? null : regimeMinimumUntil(state.regime, record.decidedOn);
  return until !== null && addDays(until, 1) > verdict.repairableFrom ? addDays(until, 1) : verdict.repairableFrom;
}

/** Each step is taken to end on its last day, which is the day the next one starts from; where none is known the chain ends. */
function stepsFrom(
  { record, asOf, state }: EligibilityQuestion,
  rulebook: Rulebook,
  calendar: CalendarEdition,
): Eligibility['ifAppliedOn']['steps'] {
  const materials = state.regime === undefined ? [] : missingOf(state.regime, new Set());
  const stated = { ...takenAsStated, untrue: false, materials };
  const asked = (times: Readonly<Record<string, string>>): readonly Deadline[] => {
    const application = { submittedAt: startOfDay(asOf), ...stated, ...times };
    const { deadlines, adoptedDeadlines } = evaluate(rulebook, { ...caseFactsOf(record, asOf), application }, calendar);
    return [...deadlines, ...adoptedDeadlines];
  };
  const endOf = (what: Deadline['what'], found: readonly Deadline[]): string | undefined =>
    found.find((deadline) => deadline.what === what)?.dueDate ?? undefined;
  const acceptBy = endOf('accept', asked({}));
  // A rulebook without a limit for acceptance is read as accepting on the day of the application.
  const acceptedAt = acceptBy ?? asOf;
  const decidedAt = endOf('decide', asked({ acceptedAt })) ?? acceptedAt;
  const all = asked({ acceptedAt, decidedAt, receivedByPlatformAt: decidedAt });
  return all.map((deadline) => ({ ...deadline, name: stepNames[deadline.what] }));
}

const stepNames: Readonly<Record<Deadline['what'], Wording>> = {
  accept: words('决定是否受理', 'decide on acceptance'),
  decide: words('作出是否修复的决定', 'decide on the repair'),
  supplementNotice: words('一次性告知补正', 'tell once what to supplement'),
  share: words('共享修复决定', 'share the decision'),
  publish: words('更新公示', 'update what is shown'),
  answerObjection: words('核实处理异议', 'verify and handle the objection'),
};

const removed: Objection = objection(
  'recordKey',
  words('该信息已移出，没有需要修复的内容', 'this record has been removed, so nothing is left to repair'),
  'H-011',
);
const alreadyRepaired: Objection = objection(
  'recordKey',
  words('该信息已完成修复，不需要再次申请', 'this record has been repaired already'),
  'H-046',
);
const inWork = (since: IsoDate): Objection =>
  objection(
    'recordKey',
    words(`该信息已有一件${since}提交、尚在办理的申请`, `an application of ${since} about this record is in work`),
    'H-046',
  );
