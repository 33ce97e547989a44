import type { Change } from '../domain/effect.js';

/** All changes in the order they were taken in, numbered without gaps. */
export abstract class ChangeLog {
  /**
   * The changes after a number, oldest first. `thorough` also finds what other instances took in; without it, memory may be believed.
   */
  abstract after(id: number, limit: number, thorough: boolean): Promise<readonly Change[]>;
}

/**
 * Enough for every lane to be a few batches behind; beyond that the database is asked, which is what it is good at. The second limit,
 * in characters, is for listings whose texts are as long as they may be.
 */
const keptMax = 4_096;
const keptLengthMax = 8_000_000;

/**
 * The newest changes, kept in memory by the instance that took them in, so that four lanes do not read the same row four times. Since
 * numbers have no gaps, a missing one (another instance took it in) is noticed, and everything before it is forgotten.
 */
export class RecentChanges extends ChangeLog {
  private kept: Change[] = [];
  private newest = new Map<string, Change>();
  private length = 0;

  constructor(private readonly log: ChangeLog) {
    super();
  }

  add(changes: readonly Change[]): void {
    for (const change of changes) {
      const last = this.kept.at(-1)?.id;
      if (last !== undefined && change.id <= last) continue;
      if (last !== undefined && change.id !== last + 1) this.keep([]);
      this.kept.push(change);
      this.length += change.body.length;
      if (!change.outdated) this.overtake(change);
    }
    if (this.kept.length > 2 * keptMax) this.keep(this.kept.slice(-keptMax));
    while (this.length > keptLengthMax) this.keep(this.kept.slice(Math.ceil(this.kept.length / 2)));
  }

  async after(id: number, limit: number, thorough: boolean): Promise<readonly Change[]> {
    const first = this.kept[0]?.id;
    const last = this.kept.at(-1)?.id;
    if (first === undefined || last === undefined || first > id + 1) return this.log.after(id, limit, thorough);
    if (id < last) return this.kept.slice(id + 1 - first, id + 1 - first + limit);
    return thorough ? this.log.after(id, limit, thorough) : [];
  }

  private overtake(change: Change): void {
    const older = this.newest.get(change.recordKey);
    this.newest.set(change.recordKey, change);
    const index = older === undefined ? -1 : older.id - (this.kept[0]?.id ?? 0);
    if (older !== undefined && index >= 0) this.kept[index] = { ...older, overtaken: true };
  }

  private keep(changes: Change[]): void {
    this.kept = changes;
    this.length = changes.reduce((sum, { body }) => sum + body.length, 0);
    this.newest = new Map(changes.filter(({ outdated }) => !outdated).map((change) => [change.recordKey, change]));
  }
}
