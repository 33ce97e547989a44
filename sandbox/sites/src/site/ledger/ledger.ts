import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { PublicationState, RecordKind, SiteChange } from '@tongxiu/contracts';
import { allKinds } from '../words.js';
import { schema, settings } from './schema.js';
import { shownContent, foldName } from './shown-content.js';

/** What the site holds of one record, as far as the next change needs it. */
export interface Held {
  readonly id: number;
  readonly version: number;
  readonly kind: RecordKind;
  readonly shown: boolean;
  readonly bulletinNo: number;
  readonly appliedAtMs: number;
  readonly state: PublicationState;
}

type HeldRow = [number, number, RecordKind, number, number, number, PublicationState];

/** The site's own storage. Only `inOneTransaction` writes, so a request is on the disk as a whole or not at all. */
export class Ledger {
  readonly database: DatabaseSync;
  private readonly held: StatementSync;
  private readonly insertRecord: StatementSync;
  private readonly updateRecord: StatementSync;
  private readonly insertBulletin: StatementSync;
  private readonly countArrival: StatementSync;
  private readonly addToTally: StatementSync;
  private nextNo: number;

  constructor(readonly file: string) {
    this.database = new DatabaseSync(file);
    this.database.exec(settings);
    this.database.exec(schema);
    for (const kind of allKinds) this.database.prepare('insert or ignore into tally values (?, 0)').run(kind);
    this.held = this.database.prepare(
      'select id, version, kind, content is not null, bulletin_no, applied_at_ms, state from record where record_key = ?',
    );
    this.held.setReturnArrays(true);
    this.insertRecord = this.database.prepare(
      `insert into record (version, state, kind, credit_code, name_folded, content, bulletin_no, applied_at_ms, record_key)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.updateRecord = this.database.prepare(
      `update record set version = ?, state = ?, kind = ?, credit_code = ?, name_folded = ?, content = ?, bulletin_no = ?, applied_at_ms = ?
       where id = ?`,
    );
    this.insertBulletin = this.database.prepare(
      'insert into bulletin (no, record_id, version, state, applied_at_ms, previous_no) values (?, ?, ?, ?, ?, ?)',
    );
    this.countArrival = this.database.prepare('update bulletin set arrivals = arrivals + 1 where no = ?');
    this.addToTally = this.database.prepare('update tally set shown = shown + ? where kind = ?');
    this.nextNo = this.numberAfterLast();
  }

  inOneTransaction<Result>(work: () => Result): Result {
    this.database.exec('begin immediate');
    try {
      const result = work();
      this.database.exec('commit');
      return result;
    } catch (error) {
      this.database.exec('rollback');
      this.nextNo = this.numberAfterLast();
      throw error;
    }
  }

  find(recordKey: string): Held | undefined {
    const row = this.held.get(recordKey) as unknown as HeldRow | undefined;
    if (row === undefined) return undefined;
    const [id, version, kind, shown, bulletinNo, appliedAtMs, state] = row;
    return { id, version, kind, shown: shown === 1, bulletinNo, appliedAtMs, state };
  }

  /** Makes the change, whatever is held: whoever calls has compared the versions. Answers the number of the bulletin entry. */
  write(change: SiteChange, held: Held | undefined, atMs: number): number {
    const no = this.nextNo++;
    const shown = change.state === 'shown' ? change.record : undefined;
    const values = [
      change.version,
      change.state,
      change.kind,
      shown === undefined ? null : change.creditCode,
      shown === undefined ? null : foldName(shown.subjectName),
      shown === undefined ? null : shownContent(shown),
      no,
      atMs,
    ];
    const id = held?.id ?? Number(this.insertRecord.run(...values, change.recordKey).lastInsertRowid);
    if (held !== undefined) this.updateRecord.run(...values, held.id);
    this.insertBulletin.run(no, id, change.version, change.state, atMs, held?.bulletinNo ?? null);
    if (held?.shown === true) this.addToTally.run(-1, held.kind);
    if (shown !== undefined) this.addToTally.run(1, change.kind);
    return no;
  }

  /** Number of the newest bulletin entry. */
  get lastNo(): number {
    return this.nextNo - 1;
  }

  countRepeat(held: Held): void {
    this.countArrival.run(held.bulletinNo);
  }

  close(): void {
    this.database.close();
  }

  private numberAfterLast(): number {
    const row = this.database.prepare('select coalesce(max(no), 0) + 1 as no from bulletin').get();
    return Number(row?.['no']);
  }
}
