import { busy } from '@tongxiu/problems';

/** A wrong code costs as much as this many right ones. */
const wrongCost = 10;
const windowMs = 60_000;
/** Addresses remembered at once; beyond it the oldest are forgotten, which bounds memory and costs an attacker more than it gives. */
const addressesMax = 20_000;

/** Keeps an address from trying codes by the thousand. Sixty bits cannot be guessed anyway; this keeps the trying off the database. */
export class GuessLimit {
  private readonly spent = new Map<string, { points: number; readonly until: number }>();

  constructor(private readonly pointsPerMinute: number) {}

  /** Throws when the address has used up its minute. */
  ask(address: string, nowMs: number): void {
    const entry = this.entryOf(address, nowMs);
    if (entry.points >= this.pointsPerMinute) throw busy(Math.max(1, Math.ceil((entry.until - nowMs) / 1000)));
    entry.points += 1;
  }

  wasWrong(address: string, nowMs: number): void {
    this.entryOf(address, nowMs).points += wrongCost - 1;
  }

  private entryOf(address: string, nowMs: number): { points: number; readonly until: number } {
    const known = this.spent.get(address);
    if (known !== undefined && known.until > nowMs) return known;
    const fresh = { points: 0, until: nowMs + windowMs };
    this.spent.delete(address);
    this.spent.set(address, fresh);
    const [oldest] = this.spent.keys();
    if (this.spent.size > addressesMax && oldest !== undefined) this.spent.delete(oldest);
    return fresh;
  }
}
