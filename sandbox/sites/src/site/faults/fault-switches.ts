import type { Receipt } from '@tongxiu/contracts';
import { noFaults, type FaultSettings } from './fault-settings.js';
import { seededChance } from './seeded-chance.js';
import { wrongReceipts } from './wrong-receipts.js';

/** A change rejected later without a time of its own is rejected after this long: enough to see `accepted` first. */
const rejectAfterMs = 200;

export interface Postponement {
  readonly delayMs: number;
  readonly carryOut: boolean;
}

/** The switches as they stand, and the dice. A site without a sandbox door simply never has them changed. */
export class FaultSwitches {
  private current: FaultSettings = noFaults;
  private draw = seededChance(noFaults.seed);
  private pattern: RegExp | undefined;
  private keys: ReadonlySet<string> = new Set();

  get settings(): FaultSettings {
    return this.current;
  }

  set(settings: FaultSettings): void {
    const { acceptThenReject, seed } = settings;
    this.current = settings;
    this.draw = seededChance(seed);
    this.pattern = acceptThenReject?.pattern === undefined ? undefined : new RegExp(acceptThenReject.pattern, 'u');
    this.keys = new Set(acceptThenReject?.keys);
  }

  /** No die is thrown for a rate of nought, so that one switch does not shift the draws of another. */
  chance(rate: number): boolean {
    return rate > 0 && this.draw() < rate;
  }

  failsThisPublication(): boolean {
    if (this.current.failNext === 0) return false;
    this.current = { ...this.current, failNext: this.current.failNext - 1 };
    return true;
  }

  postponement(recordKey: string): Postponement | undefined {
    const { acceptThenReject, acceptLaterMs } = this.current;
    if (acceptThenReject === undefined && acceptLaterMs === 0) return undefined;
    const { rate = 0, afterMs } = acceptThenReject ?? {};
    const rejects = this.keys.has(recordKey) || this.pattern?.test(recordKey) === true || this.chance(rate);
    if (rejects) return { delayMs: afterMs ?? (acceptLaterMs || rejectAfterMs), carryOut: false };
    return acceptLaterMs === 0 ? undefined : { delayMs: acceptLaterMs, carryOut: true };
  }

  garble(receipts: readonly Receipt[]): readonly Receipt[] {
    return this.chance(this.current.wrongReceiptRate) ? wrongReceipts(receipts, this.draw) : receipts;
  }
}
