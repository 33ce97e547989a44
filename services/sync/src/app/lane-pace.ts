import { closedBreaker, failed, probeSizeMax, probing, type Breaker, type Failure } from '../domain/breaker.js';
import { refusedAloneInARowMax } from '../domain/read-refusal.js';
import { maintenanceLeftMs, type Site } from '../domain/site.js';

/** How much a lane sends at a time, and when not to send at all. */
export class LanePace {
  breaker: Breaker = closedBreaker;
  private sizeLimit: number;
  private refusedAlone = 0;
  private pacedUntilMs = 0;

  constructor(private readonly site: Site) {
    this.sizeLimit = site.batchSizeMax;
  }

  pauseMs(nowMs: number): number {
    return Math.max(this.breaker.resumeAtMs - nowMs, this.pacedUntilMs - nowMs, maintenanceLeftMs(this.site.maintenance, nowMs));
  }

  size(): number {
    const limit = Math.min(this.site.batchSizeMax, this.sizeLimit, this.site.ratePerSecond ?? Infinity);
    return this.breaker.failures > 0 ? Math.min(limit, probeSizeMax) : limit;
  }

  probe(): void {
    this.breaker = probing(this.breaker);
  }

  /** A person asked: the next probe is now. */
  hurry(): void {
    this.breaker = { ...this.breaker, resumeAtMs: 0 };
  }

  noteSent(count: number, atMs: number): void {
    if (this.site.ratePerSecond !== undefined) this.pacedUntilMs = atMs + (count / this.site.ratePerSecond) * 1_000;
  }

  /** Answers whether the breaker opened by this. */
  noteFailure(failure: Failure): boolean {
    const before = this.breaker.state;
    this.breaker = failed(this.breaker, failure);
    return before === 'closed' && this.breaker.state === 'open';
  }

  /** Answers whether there had been failures before. */
  noteSuccess(): boolean {
    const recovered = this.breaker.failures > 0;
    this.breaker = closedBreaker;
    this.refusedAlone = 0;
    this.sizeLimit = Math.min(this.sizeLimit * 2, this.site.batchSizeMax);
    return recovered;
  }

  /** Refused as a whole: answers what to do about it. */
  noteRefusal(count: number): 'halve' | 'park' | 'distrust' {
    if (count > 1) {
      this.sizeLimit = Math.floor(count / 2);
      return 'halve';
    }
    this.refusedAlone += 1;
    return this.refusedAlone > refusedAloneInARowMax ? 'distrust' : 'park';
  }
}
