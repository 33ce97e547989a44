import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { PublicationState, RecordKind } from '@tongxiu/contracts';
import { foldName } from '../ledger/shown-content.js';

/** A record as the public sees it; `content` is JSON text, null unless shown. */
export interface Seen {
  readonly recordKey: string;
  readonly version: number;
  readonly state: PublicationState;
  readonly kind: RecordKind;
  readonly content: string | null;
  readonly bulletinNo: number;
  readonly appliedAtMs: number;
}

export interface SeenEntry {
  readonly no: number;
  readonly recordKey: string;
  readonly version: number;
  readonly state: PublicationState;
  readonly appliedAtMs: number;
  readonly arrivals: number;
}

export interface Search {
  readonly name?: string | undefined;
  readonly creditCode?: string | undefined;
  readonly kind?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

type SeenRow = [string, number, PublicationState, RecordKind, string | null, number, number];
type EntryRow = [number, string, number, PublicationState, number, number];

const seenColumns = 'record_key, version, state, kind, content, bulletin_no, applied_at_ms';
const entryColumns = 'entry.no, record.record_key, entry.version, entry.state, entry.applied_at_ms, entry.arrivals';

/** Everything the public side reads, over one connection: the live one, or one that lags behind. */
export class PublicReads {
  private readonly one: StatementSync;
  private readonly tally: StatementSync;
  private readonly last: StatementSync;
  private readonly page: StatementSync;
  private readonly latestEntries: StatementSync;
  private readonly history: StatementSync;

  constructor(private readonly database: DatabaseSync) {
    this.one = this.prepared(`select ${seenColumns} from record where record_key = ?`);
    this.tally = this.prepared('select kind, shown from tally');
    this.last = this.prepared('select coalesce(max(no), 0) from bulletin');
    this.page = this.prepared(
      `select ${entryColumns} from bulletin entry join record on record.id = entry.record_id where entry.no > ? order by entry.no limit ?`,
    );
    this.latestEntries = this.prepared(
      `select ${entryColumns} from bulletin entry join record on record.id = entry.record_id order by entry.no desc limit ?`,
    );
    this.history = this.prepared(
      `with recursive chain (no, record_id, version, state, applied_at_ms, arrivals, previous_no) as (
         select no, record_id, version, state, applied_at_ms, arrivals, previous_no from bulletin where no = ?
         union all
         select earlier.no, earlier.record_id, earlier.version, earlier.state, earlier.applied_at_ms, earlier.arrivals, earlier.previous_no
         from bulletin earlier join chain on earlier.no = chain.previous_no
       )
       select ${entryColumns} from chain entry join record on record.id = entry.record_id order by entry.no desc limit 100`,
    );
  }

  record(recordKey: string): Seen | undefined {
    const row = this.one.get(recordKey) as unknown as SeenRow | undefined;
    return row === undefined ? undefined : seen(row);
  }

  /** Shown records in key order. The filters given decide the statement; the values are always bound. */
  search({ name, creditCode, kind, after, limit }: Search): Seen[] {
    const conditions = ['content is not null'];
    const values: (string | number)[] = [];
    const filter = (condition: string, value: string | undefined): void => {
      if (value === undefined || value === '') return;
      conditions.push(condition);
      values.push(value);
    };
    filter('record_key > ?', after);
    filter('credit_code = ?', creditCode);
    filter('kind = ?', kind);
    filter('instr(name_folded, ?) > 0', name === undefined ? undefined : foldName(name));
    const statement = this.prepared(`select ${seenColumns} from record where ${conditions.join(' and ')} order by record_key limit ?`);
    return (statement.all(...values, limit) as unknown as SeenRow[]).map(seen);
  }

  shownByKind(): ReadonlyMap<string, number> {
    return new Map((this.tally.all() as unknown as [string, number][]).map(([kind, shown]) => [kind, shown]));
  }

  changes(): number {
    return Number((this.last.get() as unknown as [number])[0]);
  }

  bulletin(after: number, limit: number): SeenEntry[] {
    return (this.page.all(after, limit) as unknown as EntryRow[]).map(entry);
  }

  latest(limit: number): SeenEntry[] {
    return (this.latestEntries.all(limit) as unknown as EntryRow[]).map(entry);
  }

  /** The entries of one record, newest first, walked from its last one. */
  historyFrom(bulletinNo: number): SeenEntry[] {
    return (this.history.all(bulletinNo) as unknown as EntryRow[]).map(entry);
  }

  private prepared(sql: string): StatementSync {
    const statement = this.database.prepare(sql);
    statement.setReturnArrays(true);
    return statement;
  }
}

function seen([recordKey, version, state, kind, content, bulletinNo, appliedAtMs]: SeenRow): Seen {
  return { recordKey, version, state, kind, content, bulletinNo, appliedAtMs };
}

function entry([no, recordKey, version, state, appliedAtMs, arrivals]: EntryRow): SeenEntry {
  return { no, recordKey, version, state, appliedAtMs, arrivals };
}
