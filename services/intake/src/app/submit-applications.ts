import { ApplicationSubmittedV1, type Channel, type IsoInstant, type RecordContent } from '@tongxiu/contracts';
import type { Outbox, Transactions, Tx } from '@tongxiu/messaging';
import { localDate, type CalendarEdition } from '@tongxiu/working-days';
import {
  judgeApplication,
  soundMaterials,
  verdictOf,
  type ApplicationRequest,
  type KnownMaterial,
  type ListingHolder,
  type RefusalClass,
} from '../domain/repair/application-rules.js';
import type { RegisterEntry } from '../domain/register-entry.js';
import { submittedText } from '../domain/cases/message-texts.js';
import type { ListRegime } from '../domain/repair/list-regime.js';
import type { Objection } from '../domain/wording.js';
import type { ListRegimes } from './keep-regimes.js';
import type { Messages, NewContact } from './messages/messages.js';
import type { Register } from './push-records.js';
import type { RulesInForce } from './rules-in-force.js';

export interface NewApplication {
  readonly caseId: string;
  readonly queryCode: string;
  readonly request: ApplicationRequest;
  readonly listing: number;
  readonly record: RecordContent;
  readonly channel: Channel;
  readonly materials: readonly KnownMaterial[];
  readonly submittedAt: IsoInstant;
  readonly submittedBy: string;
  readonly entry: Entry;
  /** Last day to accept or not; null where the rulebook sets none or the calendar lacks the year. */
  readonly acceptBy: string | null;
}

export abstract class Applications {
  /** The case that holds the current listing of each of these entries, by record key. */
  abstract holders(entries: readonly RegisterEntry[], tx: Tx): Promise<ReadonlyMap<string, ListingHolder>>;
  abstract add(applications: readonly NewApplication[], tx: Tx): Promise<void>;
}

export abstract class Materials {
  abstract find(materialIds: readonly string[], tx: Tx): Promise<ReadonlyMap<string, KnownMaterial>>;
}

export abstract class Identifiers {
  /** UUID v7, so that new cases lie together in the index. */
  abstract caseId(): string;
  /** 查询码: at least 59 random bits in characters that cannot be mistaken for each other. */
  abstract queryCode(): string;
}

export interface Submission extends ApplicationRequest {
  /** Where the query code and every later step is told; kept sealed, and no longer than the case. */
  readonly phone?: string | undefined;
  /** A service window is a portal, too (J-051). */
  readonly channelOfEntry?: Entry | undefined;
}

export const entries = ['online', 'window'] as const;
export type Entry = (typeof entries)[number];

export interface Submitter {
  readonly subject: string;
  readonly actsFor?: string | undefined;
}

export type SubmissionResult =
  | { readonly kind: 'submitted'; readonly application: NewApplication }
  | {
      readonly kind: 'refused';
      readonly class: RefusalClass;
      readonly objections: readonly Objection[];
      readonly holder?: ListingHolder | undefined;
    };

/** Everything is checked in one go; what is in order is submitted, each listing at most once. */
export class SubmitApplications {
  constructor(
    private readonly transactions: Transactions,
    private readonly ports: {
      readonly register: Register;
      readonly applications: Applications;
      readonly materials: Materials;
      readonly regimes: ListRegimes;
      readonly outbox: Outbox;
      readonly identifiers: Identifiers;
      readonly messages: Messages;
    },
    private readonly rules: RulesInForce,
  ) {}

  async run(submissions: readonly Submission[], submitter: Submitter, submittedAt: IsoInstant): Promise<SubmissionResult[]> {
    const calendar = await this.rules.calendar();
    return this.transactions.run(async (tx) => {
      const { register, applications, materials, outbox } = this.ports;
      // The entry's lock makes two applications for one record wait for each other, and an application for a push of that record.
      const entries = await register.lock([...new Set(submissions.map(({ recordKey }) => recordKey))], tx);
      const holders = new Map(await applications.holders([...entries.values()], tx));
      const known = await materials.find(
        [...new Set(submissions.flatMap((each) => each.materials.map(({ materialId }) => materialId)))],
        tx,
      );
      const regimes = await this.regimesOf(entries.keys(), tx);
      const results = submissions.map((submission) => {
        const result = this.judge(submission, submitter, submittedAt, { entries, holders, known, regimes, calendar });
        if (result.kind === 'submitted') holders.set(submission.recordKey, holderOf(result.application));
        return result;
      });
      const submitted = results.flatMap((result) => (result.kind === 'submitted' ? [result.application] : []));
      if (submitted.length === 0) return results;
      await applications.add(submitted, tx);
      await outbox.add(submitted.map(factOf), tx);
      await this.ports.messages.open(
        results.flatMap((result, index) => contactOf(result, submissions[index]?.phone)),
        tx,
      );
      return results;
    });
  }

  /** Only applications about severe lists ask for them. */
  private async regimesOf(recordKeys: Iterable<string>, tx: Tx): Promise<ReadonlyMap<string, ListRegime>> {
    const lists = [...recordKeys].flatMap((key) => (key.startsWith('severeList:') ? [key.split(':')[1] ?? ''] : []));
    return lists.length === 0 ? new Map() : this.ports.regimes.find([...new Set(lists)], tx);
  }

  private judge(
    submission: Submission,
    { actsFor, subject }: Submitter,
    submittedAt: IsoInstant,
    found: {
      readonly entries: ReadonlyMap<string, RegisterEntry>;
      readonly holders: ReadonlyMap<string, ListingHolder>;
      readonly known: ReadonlyMap<string, KnownMaterial>;
      readonly regimes: ReadonlyMap<string, ListRegime>;
      readonly calendar: CalendarEdition;
    },
  ): SubmissionResult {
    const { recordKey, creditCode, statements, materials } = submission;
    const request: ApplicationRequest = { recordKey, creditCode, statements, materials };
    const entry = found.entries.get(recordKey);
    const record = entry === undefined ? undefined : (JSON.parse(entry.content) as RecordContent);
    const rulebook = record && this.rules.rulebookFor(record, localDate(submittedAt));
    const sound = soundMaterials(request, found.known);
    const verdict = record && rulebook && verdictOf(record, request, sound, submittedAt, { rulebook, calendar: found.calendar });
    const holder = found.holders.get(recordKey);
    const regime = record?.listId === undefined ? undefined : found.regimes.get(record.listId);
    const state = { listed: entry?.status === 'listed', repaired: entry?.repaired ?? false, holder, today: localDate(submittedAt) };
    const judged = judgeApplication({ ...state, request, actsFor, record, materials: found.known, verdict, regime }, rulebook);
    if (judged.class !== undefined || entry === undefined || record === undefined || verdict === undefined) {
      return { kind: 'refused', class: judged.class ?? 'unknown-record', objections: judged.objections, holder };
    }
    return {
      kind: 'submitted',
      application: {
        caseId: this.ports.identifiers.caseId(),
        queryCode: this.ports.identifiers.queryCode(),
        request,
        listing: entry.listing,
        record,
        channel: verdict.channel,
        materials: sound,
        submittedAt,
        submittedBy: subject,
        entry: submission.channelOfEntry ?? 'online',
        acceptBy: verdict.deadlines.find(({ what }) => what === 'accept')?.dueDate ?? null,
      },
    };
  }
}

function contactOf(result: SubmissionResult, phone: string | undefined): NewContact[] {
  if (result.kind !== 'submitted') return [];
  const { caseId, queryCode, request, acceptBy } = result.application;
  return [{ caseId, creditCode: request.creditCode, phone, text: submittedText(queryCode, acceptBy) }];
}

const holderOf = ({ caseId, request, submittedAt }: NewApplication): ListingHolder => ({
  caseId,
  creditCode: request.creditCode,
  submittedOn: localDate(submittedAt),
  approved: false,
});

const factOf = ({ caseId, request, listing, record, channel, materials, submittedAt }: NewApplication) => ({
  event: ApplicationSubmittedV1,
  key: request.recordKey,
  sequence: listing,
  data: {
    caseId,
    recordKey: request.recordKey,
    recordRevision: listing,
    record,
    channel,
    statements: request.statements,
    materials: materials.map(({ materialId, kind, sha256, bytes }) => ({ materialId, kind, sha256, bytes })),
    submittedAt,
  },
});
