import type { StatementSync } from 'node:sqlite';
import type { SiteChange, SiteErrorCode } from '@tongxiu/contracts';
import type { Ledger } from './ledger.js';

export interface Later {
  readonly id: number;
  readonly dueAtMs: number;
  readonly carryOut: boolean;
  readonly change: SiteChange;
}

/** Changes accepted now and carried out, or rejected, later; kept in storage so that a restart forgets none. */
export class LaterBook {
  private readonly insert: StatementSync;
  private readonly same: StatementSync;
  private readonly due: StatementSync;
  private readonly remove: StatementSync;
  private readonly newest: StatementSync;
  private readonly firstDue: StatementSync;
  private readonly reject: StatementSync;
  private readonly rejection: StatementSync;
  private readonly forget: StatementSync;

  constructor(ledger: Ledger) {
    const { database } = ledger;
    this.insert = database.prepare(
      `insert into accepted (record_key, version, accepted_at_ms, due_at_ms, carry_out, change) values (?, ?, ?, ?, ?, ?)
       on conflict (record_key, version) do nothing`,
    );
    this.same = database.prepare('select id, accepted_at_ms from accepted where record_key = ? and version = ?');
    this.due = database.prepare('select id, due_at_ms, carry_out, change from accepted where due_at_ms <= ? order by id');
    this.remove = database.prepare('delete from accepted where id = ?');
    this.newest = database.prepare('select max(version) as version from accepted where record_key = ?');
    this.firstDue = database.prepare('select min(due_at_ms) as at from accepted');
    this.reject = database.prepare(
      `insert into rejected values (?, ?, ?)
       on conflict (record_key) do update set version = excluded.version, code = excluded.code where excluded.version >= version`,
    );
    this.rejection = database.prepare('select version, code from rejected where record_key = ?');
    this.forget = database.prepare('delete from rejected where record_key = ? and version <= ?');
  }

  /** Answers when and under which number this version was first accepted. */
  accept(change: SiteChange, atMs: number, dueAtMs: number, carryOut: boolean): { id: number; acceptedAtMs: number } {
    this.insert.run(change.recordKey, change.version, atMs, dueAtMs, carryOut ? 1 : 0, JSON.stringify(change));
    const row = this.same.get(change.recordKey, change.version);
    return { id: Number(row?.['id']), acceptedAtMs: Number(row?.['accepted_at_ms']) };
  }

  takeDue(nowMs: number): Later[] {
    const due = this.due.all(nowMs).map((row) => ({
      id: Number(row['id']),
      dueAtMs: Number(row['due_at_ms']),
      carryOut: row['carry_out'] === 1,
      change: JSON.parse(String(row['change'])) as SiteChange,
    }));
    for (const { id } of due) this.remove.run(id);
    return due;
  }

  nextDueAtMs(): number | undefined {
    const at = this.firstDue.get()?.['at'];
    return typeof at === 'number' ? at : undefined;
  }

  pendingVersion(recordKey: string): number | undefined {
    const version = this.newest.get(recordKey)?.['version'];
    return typeof version === 'number' ? version : undefined;
  }

  noteRejected(change: SiteChange, code: SiteErrorCode): void {
    this.reject.run(change.recordKey, change.version, code);
  }

  rejectedVersion(recordKey: string): { version: number; code: SiteErrorCode } | undefined {
    const row = this.rejection.get(recordKey);
    return row === undefined ? undefined : { version: Number(row['version']), code: String(row['code']) as SiteErrorCode };
  }

  /** Once this or a newer version is carried out, its rejection is history. */
  forgetRejected(recordKey: string, version: number): void {
    this.forget.run(recordKey, version);
  }
}
