import type { RepairOutcomeV1 } from '@tongxiu/contracts';

export abstract class Outcomes {
  abstract after(position: number, limit: number): Promise<readonly RepairOutcomeV1[]>;
}

export interface OutcomePage {
  readonly outcomes: readonly RepairOutcomeV1[];
  /** Ask with this next; positions have no gaps, so nothing can be missed. */
  readonly next: number;
}

/** What other instances took in is found after this time at the latest. */
const pollMs = 1_000;

/** So many may wait at one instance at the same time; whoever comes beyond that is asked to come again. */
export const waitersMax = 1_000;

/** Integrators follow outcomes at their own pace; one who has read everything may wait for the next. */
export class FollowOutcomes {
  private waiters = 0;
  private readonly readings = new Map<string, Promise<readonly RepairOutcomeV1[]>>();

  constructor(
    private readonly outcomes: Outcomes,
    private readonly nextTaken: (maxMs: number) => Promise<boolean>,
    private readonly nowMs: () => number,
  ) {}

  /** Nothing when too many wait already. `gone` tells whether anybody still listens. */
  async run(after: number, limit: number, waitSeconds: number, gone: () => boolean): Promise<OutcomePage | undefined> {
    if (waitSeconds > 0 && this.waiters >= waitersMax) return undefined;
    this.waiters += 1;
    try {
      return await this.page(after, limit, waitSeconds, gone);
    } finally {
      this.waiters -= 1;
    }
  }

  private async page(after: number, limit: number, waitSeconds: number, gone: () => boolean): Promise<OutcomePage> {
    const untilMs = this.nowMs() + waitSeconds * 1_000;
    for (;;) {
      const taken = this.nextTaken(Math.min(pollMs, Math.max(1, untilMs - this.nowMs())));
      const outcomes = await this.read(after, limit);
      const leftMs = untilMs - this.nowMs();
      const page = { outcomes, next: outcomes.at(-1)?.position ?? after };
      if (outcomes.length > 0 || leftMs <= 0 || !(await taken) || gone()) return page;
    }
  }

  /**
   * All who have read everything are woken at once and ask the same: they share one reading. It begins only after everybody who shares
   * it has begun to listen, so nothing is committed between that nobody is told of.
   */
  private read(after: number, limit: number): Promise<readonly RepairOutcomeV1[]> {
    const key = `${after} ${limit}`;
    const shared = this.readings.get(key);
    if (shared !== undefined) return shared;
    const reading = new Promise((resolve) => setImmediate(resolve)).then(() => {
      this.readings.delete(key);
      return this.outcomes.after(after, limit);
    });
    this.readings.set(key, reading);
    return reading;
  }
}
