import { OutcomeRecognisedV1, WithdrawalRequestedV1, type IsoInstant, type RecordContent } from '@tongxiu/contracts';
import type { Fact, Outbox, Transactions, Tx } from '@tongxiu/messaging';
import { evaluate } from '@tongxiu/rulebook';
import { localDate, type CalendarEdition } from '@tongxiu/working-days';
import { caseFactsOf, type ListingHolder } from '../../domain/repair/application-rules.js';
import { recognitionObjections, recognitionReason, type ToldOutcome } from '../../domain/repair/recognition-rules.js';
import { rule, type RegisterEntry } from '../../domain/register-entry.js';
import { objection, words, type Objection } from '../../domain/wording.js';
import { noteAndTell, type CaseProgresses } from './follow-cases.js';
import type { Messages } from '../messages/messages.js';
import { factOf, type Register } from '../push-records.js';
import type { RulesInForce } from '../rules-in-force.js';
import type { Applications, Identifiers } from '../submit-applications.js';

export interface Recognition extends ToldOutcome {
  readonly recognitionId: string;
  readonly listing: number;
  readonly receivedAt: IsoInstant;
  readonly toldBy: string;
}

export abstract class Recognitions {
  /** The outcome this site told under this number before. */
  abstract find(site: string, reference: string, tx: Tx): Promise<Recognition | undefined>;
  /** False when the number is taken by now. */
  abstract add(recognition: Recognition, tx: Tx): Promise<boolean>;
  /** False when there is none that still counts. */
  abstract dismiss(recognitionId: string, why: string, by: string): Promise<boolean>;
}

export type RecognitionResult =
  | { readonly kind: 'recognised' | 'repeated'; readonly recognitionId: string; readonly receivedAt: IsoInstant }
  | { readonly kind: 'unknown-record' | 'reference-taken' }
  | { readonly kind: 'refused'; readonly objections: readonly Objection[] };

/**
 * 互认 (H-044): an outcome decided elsewhere has the same effect here as our own, without a second application. Publicity decides
 * what the sites show, and parks what contradicts another decision; the register follows only its own organ (I7).
 */
export class RecogniseOutcome {
  constructor(
    private readonly transactions: Transactions,
    private readonly ports: {
      readonly register: Register;
      readonly recognitions: Recognitions;
      readonly applications: Applications;
      readonly progresses: CaseProgresses;
      readonly messages: Messages;
      readonly outbox: Outbox;
      readonly identifiers: Identifiers;
    },
    private readonly rules: RulesInForce,
  ) {}

  async run(told: ToldOutcome, toldBy: string, receivedAt: IsoInstant): Promise<RecognitionResult> {
    const calendar = await this.rules.calendar();
    return this.transactions.run(async (tx): Promise<RecognitionResult> => {
      const found = await this.ports.register.lock([told.recordKey], tx);
      const entry = found.get(told.recordKey);
      if (entry === undefined) return { kind: 'unknown-record' };
      const before = await this.ports.recognitions.find(told.site, told.reference, tx);
      if (before !== undefined) return sameOutcome(before, told) ? { ...before, kind: 'repeated' } : { kind: 'reference-taken' };

      const record = JSON.parse(entry.content) as RecordContent;
      const [decidedOn, today] = [localDate(told.decidedAt), localDate(receivedAt)];
      const verdict = this.verdictOf(record, decidedOn > record.decidedOn ? decidedOn : record.decidedOn, calendar);
      const objections = recognitionObjections({ told, decidedOn, today, record, channel: verdict?.channel });
      if (objections.length > 0 || verdict === undefined)
        return { kind: 'refused', objections: objections.length > 0 ? objections : [noRules] };

      const { listing } = entry;
      const recognition: Recognition = { ...told, recognitionId: this.ports.identifiers.caseId(), listing, receivedAt, toldBy };
      if (!(await this.ports.recognitions.add(recognition, tx))) return { kind: 'reference-taken' };
      const removal = await this.remove(found, entry, recognition, tx);
      const closing = await this.closeApplication(entry, recognition, tx);
      await this.ports.outbox.add([...removal, outcomeOf(recognition, verdict.effects), ...closing], tx);
      return { kind: 'recognised', recognitionId: recognition.recognitionId, receivedAt };
    });
  }

  private verdictOf(record: RecordContent, on: string, calendar: CalendarEdition) {
    const rulebook = this.rules.rulebookFor(record, on);
    return rulebook && evaluate(rulebook, caseFactsOf(record, on), calendar);
  }

  /** Told before the recognition, so that publicity hears of the removal from the register first and finds the two agree. */
  private async remove(found: ReadonlyMap<string, RegisterEntry>, entry: RegisterEntry, told: Recognition, tx: Tx): Promise<Fact[]> {
    if (told.state !== 'removed' || entry.status === 'removed') return [];
    const organ = { code: told.organCode, name: told.organName, marketRegulation: false };
    const reason = recognitionReason({ told, decidedOn: localDate(told.decidedAt) }).message.zh;
    const push = { action: 'remove', recordKey: entry.recordKey, removedOn: localDate(told.decidedAt), reason } as const;
    const ruling = rule(entry, push, organ);
    if (ruling.kind !== 'removed') return [];
    const change = { ruling, organ, pushedBy: told.toldBy, receivedAt: told.receivedAt };
    await this.ports.register.save(found, new Map([[entry.recordKey, ruling.entry]]), [change], tx);
    return [factOf(change)];
  }

  /** An open application has nothing left to repair: its applicant reads why, and review is asked to close its file. */
  private async closeApplication(entry: RegisterEntry, told: Recognition, tx: Tx): Promise<Fact[]> {
    const holder: ListingHolder | undefined = (await this.ports.applications.holders([entry], tx)).get(entry.recordKey);
    if (holder === undefined || holder.approved) return [];
    const { caseId } = holder;
    const { recordKey, receivedAt: at } = told;
    const recognitionReasons = [recognitionReason({ told, decidedOn: localDate(told.decidedAt) })];
    await noteAndTell([{ caseId, recordKey, progress: { recognisedAt: at, recognitionReasons } }], this.ports, tx);
    return [{ event: WithdrawalRequestedV1, key: recordKey, sequence: entry.listing, data: { caseId, recordKey, at } }];
  }
}

const sameOutcome = (one: ToldOutcome, other: ToldOutcome): boolean => one.recordKey === other.recordKey && one.state === other.state;

const outcomeOf = (recognition: Recognition, effects: readonly OutcomeRecognisedV1['effects'][number][]): Fact => {
  const { recognitionId, recordKey, listing, state, site, reference, organCode, organName, decidedAt, receivedAt } = recognition;
  const outcome = { recognitionId, recordKey, recordRevision: listing, state, effects: [...effects] };
  const data = { ...outcome, site, reference, organCode, organName, decidedAt, receivedAt };
  return { event: OutcomeRecognisedV1, key: recordKey, sequence: listing, data };
};

const noRules = objection(
  'recordKey',
  words('目前没有适用于该信息的修复规则', 'no rules of repair are in force for this record'),
  undefined,
);
