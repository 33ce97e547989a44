/** A longer one would go off at once. */
const longestTimerMs = 2 ** 31 - 1;

/**
 * A bell for one sleeper: rung while nobody sleeps, it makes the next sleep end at once, so no ring is ever missed. What gathers
 * while a loop is busy is taken in one go afterwards, which is how batches form without a timer.
 */
export class WakeUp {
  private rung = false;
  private wakeSleeper: (() => void) | undefined;

  ring(): void {
    this.rung = true;
    this.wakeSleeper?.();
  }

  /** Ends at the first ring (or `gatherMs` after it, for what may gather), and after `timeoutMs` at the latest. */
  async sleep(timeoutMs: number, gatherMs = 0): Promise<void> {
    if (!this.rung && timeoutMs > 0) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.min(timeoutMs, longestTimerMs));
        this.wakeSleeper = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.wakeSleeper = undefined;
    }
    if (this.rung && gatherMs > 0) await new Promise((resolve) => setTimeout(resolve, gatherMs));
    this.rung = false;
  }
}
