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

/** Integrators follow outcomes at their own pace; one who has read everything may wait for the next. */
export class FollowOutcomes {
  constructor(
    private readonly outcomes: Outcomes,
    private readonly nextTaken: (maxMs: number) => Promise<boolean>,
    private readonly nowMs: () => number,
  ) {}

  async run(after: number, limit: number, waitSeconds: number): Promise<OutcomePage> {
    const untilMs = this.nowMs() + waitSeconds * 1_000;
    for (;;) {
      const taken = this.nextTaken(Math.min(pollMs, Math.max(1, untilMs - this.nowMs())));
      const outcomes = await this.outcomes.after(after, limit);
      const leftMs = untilMs - this.nowMs();
      const page = { outcomes, next: outcomes.at(-1)?.position ?? after };
      if (outcomes.length > 0 || leftMs <= 0 || !(await taken)) return page;
    }
  }
}
