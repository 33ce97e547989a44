import { RecordListedV1, RecordRemovedV1, type IsoInstant } from '@tongxiu/contracts';
import type { Fact, Outbox, Transactions, Tx } from '@tongxiu/messaging';
import { localDate } from '@tongxiu/working-days';
import { readPushRow, type Push, type PushContext } from '../domain/push/push-row.js';
import { ruleInOrder, type RefusalCode, type RegisterEntry, type Ruling } from '../domain/register-entry.js';
import type { RawRow } from '../domain/push/row-reader.js';
import type { PushingOrgan } from '../domain/push/row-rules.js';
import type { Objection } from '../domain/wording.js';

/** One change of the register, as it is written down beside the entry. */
export interface RegisterChange {
  readonly ruling: Extract<Ruling, { kind: 'listed' | 'removed' }>;
  readonly organ: PushingOrgan;
  readonly pushedBy: string;
  readonly receivedAt: IsoInstant;
}

export abstract class Register {
  /** The entries of these keys, locked in key order until the transaction ends; a key without an entry is absent. */
  abstract lock(recordKeys: readonly string[], tx: Tx): Promise<ReadonlyMap<string, RegisterEntry>>;
  /** Writes entries and their history. Throws `RegisterMoved` when somebody else listed one of the new keys meanwhile. */
  abstract save(
    found: ReadonlyMap<string, RegisterEntry>,
    changed: ReadonlyMap<string, RegisterEntry>,
    changes: readonly RegisterChange[],
    tx: Tx,
  ): Promise<void>;
}

/** Another push was faster; nothing was written, and the same work succeeds when done again. */
export class RegisterMoved extends Error {}

/** PostgreSQL gave up one of two pushes that waited for each other (40P01): as harmless as the above. */
const worthAnotherTry = (cause: unknown): boolean =>
  cause instanceof RegisterMoved || (typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === '40P01');

export abstract class SevereLists {
  abstract active(): Promise<ReadonlySet<string>>;
}

/** A row with the line it stands in; one the file's format made unreadable comes with what is wrong instead. */
export interface PushedRow {
  readonly line: number;
  readonly row?: RawRow;
  readonly objections?: readonly Objection[];
}

export type RowResult =
  | { readonly line: number; readonly kind: 'listed' | 'removed' | 'repeated'; readonly recordKey: string; readonly revision: number }
  | { readonly line: number; readonly kind: 'refused'; readonly code: RefusalCode; readonly objections: readonly Objection[] };

export interface Pusher {
  readonly organ: PushingOrgan;
  readonly subject: string;
}

export const chunkRowsMax = 1000;
const attemptsMax = 5;

/** Takes rows in order, a chunk of them per transaction. Good rows are kept; bad ones change nothing and say everything that is wrong. */
export class PushRecords {
  constructor(
    private readonly transactions: Transactions,
    private readonly register: Register,
    private readonly severeLists: SevereLists,
    private readonly outbox: Outbox,
  ) {}

  async run(rows: readonly PushedRow[], pusher: Pusher, receivedAt: IsoInstant): Promise<RowResult[]> {
    const context: PushContext = { organ: pusher.organ, today: localDate(receivedAt), activeLists: await this.severeLists.active() };
    const results: RowResult[] = [];
    for (let start = 0; start < rows.length; start += chunkRowsMax) {
      results.push(...(await this.takeChunk(rows.slice(start, start + chunkRowsMax), context, pusher, receivedAt)));
    }
    return results;
  }

  private async takeChunk(rows: readonly PushedRow[], context: PushContext, pusher: Pusher, receivedAt: IsoInstant): Promise<RowResult[]> {
    const readings = rows.map((row) => read(row, context));
    const pushes = readings.flatMap((reading) => (reading.kind === 'read' ? [reading.push] : []));
    const rulings = pushes.length === 0 ? [] : await this.applyAgainIfMoved(pushes, pusher, receivedAt);
    let next = 0;
    return readings.map((reading, index): RowResult => {
      const line = rows[index]?.line ?? 0;
      if (reading.kind === 'unusable') return { line, kind: 'refused', code: 'unusable-row', objections: reading.objections };
      const ruling = rulings[next++];
      if (ruling === undefined) throw new Error('every row that was read is ruled on');
      if (ruling.kind === 'refused') return { line, kind: 'refused', code: ruling.code, objections: ruling.objections };
      return { line, kind: ruling.kind, recordKey: ruling.entry.recordKey, revision: ruling.entry.revision };
    });
  }

  private async applyAgainIfMoved(pushes: readonly Push[], pusher: Pusher, receivedAt: IsoInstant): Promise<readonly Ruling[]> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.transactions.run((tx) => this.apply(pushes, pusher, receivedAt, tx));
      } catch (cause) {
        if (!worthAnotherTry(cause) || attempt === attemptsMax) throw cause;
      }
    }
  }

  private async apply(pushes: readonly Push[], { organ, subject }: Pusher, receivedAt: IsoInstant, tx: Tx): Promise<readonly Ruling[]> {
    const found = await this.register.lock([...new Set(pushes.map((push) => push.recordKey))], tx);
    const { rulings, changed } = ruleInOrder(found, pushes, organ);
    const changes = rulings.flatMap((ruling) =>
      ruling.kind === 'listed' || ruling.kind === 'removed' ? [{ ruling, organ, pushedBy: subject, receivedAt }] : [],
    );
    if (changes.length > 0) {
      await this.register.save(found, changed, changes, tx);
      await this.outbox.add(changes.map(factOf), tx);
    }
    return rulings;
  }
}

const read = ({ row, objections }: PushedRow, context: PushContext) =>
  row === undefined ? { kind: 'unusable' as const, objections: objections ?? [] } : readPushRow(row, context);

export function factOf({ ruling, organ, receivedAt }: RegisterChange): Fact {
  const { recordKey, revision } = ruling.entry;
  return ruling.kind === 'listed'
    ? { event: RecordListedV1, key: recordKey, sequence: revision, data: { recordKey, revision, record: ruling.content, receivedAt } }
    : {
        event: RecordRemovedV1,
        key: recordKey,
        sequence: revision,
        data: {
          recordKey,
          revision,
          organCode: organ.code,
          organName: organ.name,
          removedOn: ruling.removedOn,
          reason: ruling.reason,
          receivedAt,
        },
      };
}
