/**
 * Wakes a loop at once and loses no ring: one that comes while nobody waits is kept for the next wait. What gathers while a loop is
 * busy is taken in one go afterwards, which is how batches form without a timer.
 */
export class Bell {
  private rung = false;
  private wake: (() => void) | undefined;

  ring(): void {
    this.rung = true;
    this.wake?.();
  }

  /**
   * Returns when rung, or after `maxMs` at the latest: a poll stands behind every ring. For what nobody waits for, more may gather for
   * `gatherMs` after the ring.
   */
  async wait(maxMs: number, gatherMs = 0): Promise<void> {
    if (!this.rung) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.min(maxMs, 2 ** 31 - 1));
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.wake = undefined;
    }
    if (this.rung && gatherMs > 0) await new Promise((resolve) => setTimeout(resolve, gatherMs));
    this.rung = false;
  }
}
