import { DatabaseSync } from 'node:sqlite';
import type { Ledger } from '../ledger/ledger.js';
import { PublicReads } from './public-reads.js';

/**
 * What the public sees: at once, or with the `staleReadMs` fault an older picture. The older picture is a read transaction kept
 * open on a second connection; the first change it does not show starts the time after which it is taken anew.
 */
export class PublicView {
  private readonly live: PublicReads;
  private lagging: { readonly database: DatabaseSync; readonly reads: PublicReads } | undefined;
  private lagMs = 0;
  private unseenSinceMs: number | undefined;

  constructor(private readonly ledger: Ledger) {
    this.live = new PublicReads(ledger.database);
  }

  lag(lagMs: number): void {
    if (lagMs === this.lagMs) return;
    this.lagMs = lagMs;
    this.unseenSinceMs = undefined;
    if (lagMs === 0) {
      this.close();
    } else if (this.lagging === undefined) {
      const database = new DatabaseSync(this.ledger.file, { readOnly: true });
      this.lagging = { database, reads: new PublicReads(database) };
      takePicture(database);
    }
  }

  noteChange(nowMs: number): void {
    this.unseenSinceMs ??= nowMs;
  }

  at(nowMs: number): PublicReads {
    if (this.lagging === undefined) return this.live;
    if (this.unseenSinceMs !== undefined && nowMs >= this.unseenSinceMs + this.lagMs) {
      this.lagging.database.exec('commit');
      takePicture(this.lagging.database);
      this.unseenSinceMs = undefined;
    }
    return this.lagging.reads;
  }

  close(): void {
    this.lagging?.database.close();
    this.lagging = undefined;
  }
}

/** SQLite takes the picture with the first read of a transaction, not with its begin. */
function takePicture(database: DatabaseSync): void {
  database.exec('begin');
  database.prepare('select no from bulletin limit 1').get();
}
