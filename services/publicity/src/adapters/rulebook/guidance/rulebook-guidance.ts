import type { Channel, IsoDate, RecordKind } from '@tongxiu/contracts';
import { clauseOf, rulebookFor, severeLists, type Applies, type ParameterValue, type Rulebook } from '@tongxiu/rulebook';
import {
  Guidance,
  type KindGuidance,
  type ListGuidance,
  type ListRegime,
  type Point,
  type Route,
  type Words,
} from '../../../app/guidance.js';
import { effectWords } from '../../../domain/effects-of-ending.js';
import { acceptingUnits, channelNames, kindNames, limitNames, materialNames, penaltyRoutes, pendingWords } from './guidance-words.js';

/** The guidance column out of the rulebook in force, so that what is said and what is enforced are one (H-039…H-041, H-073). */
export class RulebookGuidance extends Guidance {
  constructor(private readonly jurisdiction: string) {
    super();
  }

  of(kind: RecordKind, on: IsoDate): KindGuidance {
    const rulebook = rulebookFor({ jurisdiction: this.jurisdiction, kind, on });
    if (rulebook === undefined) throw new Error(`no rulebook of ${this.jurisdiction} is in force for ${kind} on ${on}`);
    const { id, title, note } = rulebook;
    return {
      kind,
      name: kindNames[kind],
      rulebook: { id, title, note },
      policyBasis: rulebook.policyBasis.map(clausePoint),
      routes:
        kind === 'penalty'
          ? penaltyRoutes.map((way) => routeOf(rulebook, kind, way.marketRegulation, way.for))
          : [routeOf(rulebook, kind, kind !== 'severeList', kindNames[kind])],
      goodToKnow: ['H-100', 'H-101', 'J-026', 'J-029', 'J-041', 'J-042', 'J-051'].map(clausePoint),
    };
  }

  lists(regimes: readonly ListRegime[]): readonly ListGuidance[] {
    const stated = new Map(regimes.map((regime) => [regime.listId, regime]));
    return severeLists.map(({ id, name, units, basis, active }) => listOf({ listId: id, name, units, basis, active }, stated.get(id)));
  }
}

const clausePoint = (rule: string): Point => {
  const { clause, zh, en } = clauseOf(rule);
  return { rule, clause, message: { zh, en } };
};

function routeOf(rulebook: Rulebook, kind: RecordKind, marketRegulation: boolean, name: Words): Route {
  const about = <Row extends { readonly applies: Applies }>(rows: readonly Row[]): readonly Row[] =>
    rows.filter(
      ({ applies }) =>
        (applies.kinds === undefined || applies.kinds.includes(kind)) &&
        (applies.marketRegulation === undefined || applies.marketRegulation === marketRegulation),
    );
  const channel = about(rulebook.channels)[0]?.channel ?? 'designatingUnit';
  const point = (rule: string, message: Words): Point => ({ rule, clause: clauseOf(rule).clause, message });
  return {
    for: name,
    acceptingUnit: point(...unitOf(rulebook, kind, channel)),
    channel: {
      id: channel,
      name: channelNames[channel].name,
      url: channelNames[channel].url,
      steps: channelNames[channel].steps.map(clausePoint),
    },
    conditions: rulebook.rules
      .filter(({ uses, id }) => uses === undefined || about(rulebook.periods).some((row) => row.id === id))
      .map(({ id, requires }) => point(id, requires)),
    materials: about(rulebook.materials).map(({ id, anyOf }) => ({
      ...point(id, alternatives(anyOf.map((one) => materialNames[one]))),
      anyOf,
    })),
    limits: about([...rulebook.deadlines, ...rulebook.adoptedDeadlines]).map(({ id, what, workingDays }) => {
      const days = numberOf(rulebook.parameters[workingDays]);
      return { ...point(id, limitWords(limitNames[what], days)), workingDays: days };
    }),
    periods: about(rulebook.periods).map(({ id, minimumMonths, maximumMonths }) => ({
      ...clausePoint(id),
      minimumMonths: numberOf(rulebook.parameters[minimumMonths]),
      maximumMonths: maximumMonths === null ? null : numberOf(rulebook.parameters[maximumMonths]),
    })),
    effects: about(rulebook.effects).flatMap(({ id, effects }) => effects.map((effect) => point(id, effectWords[effect]))),
  };
}

const numberOf = (value: ParameterValue | undefined): number | null => (typeof value === 'number' ? value : null);

const limitWords = ({ zh, en }: Words, days: number | null): Words =>
  days === null
    ? { zh: `${zh}：${pendingWords.zh}`, en: `${en}: ${pendingWords.en}` }
    : { zh: `${zh}：${days}个工作日内`, en: `${en}: within ${days} working ${days === 1 ? 'day' : 'days'}` };

const alternatives = (names: readonly Words[]): Words => ({
  zh: names.map(({ zh }) => zh).join('，或者'),
  en: names.map(({ en }) => en).join(', or '),
});

function unitOf({ id }: Rulebook, kind: RecordKind, channel: Channel): [rule: string, message: Words] {
  const unit = id.startsWith('CN')
    ? acceptingUnits.national
    : channel === 'designatingUnitOrInstitution'
      ? acceptingUnits.institution
      : kind === 'severeList'
        ? acceptingUnits.severeList
        : channel === 'creditChina'
          ? acceptingUnits.creditChina
          : kind === 'penalty'
            ? acceptingUnits.marketPenalty
            : acceptingUnits.abnormal;
  return [unit.rule, unit.message];
}

function listOf(list: Omit<ListGuidance, 'regime' | 'remarks'>, stated: ListRegime | undefined): ListGuidance {
  const active = stated?.active ?? list.active;
  const remarks = [
    ...(active ? [] : [clausePoint('H-068')]),
    ...(stated === undefined
      ? [
          {
            ...clausePoint('H-063'),
            message: {
              zh: '认定部门尚未公布移出条件、程序和材料，请向认定部门咨询。',
              en: 'The department has not yet stated conditions, procedure and materials; please ask it.',
            },
          },
        ]
      : []),
  ];
  if (stated === undefined) return { ...list, active, remarks, regime: null };
  const { removalConditions, procedure, materials, changedAt } = stated;
  return {
    ...list,
    active,
    remarks,
    regime: { removalConditions, procedure, changedAt, materials: materials.map((kind) => ({ kind, name: materialNames[kind] })) },
  };
}
