/** Nobody may wait any more; come back later. */
export class LineIsFull extends Error {}

/**
 * Lets so many work at a time and so many wait, and turns the rest away. Public searches go through it, so that however many
 * come, most of the database connections stay with those who publish and withdraw.
 */
export class WaitingLine {
  private working = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly workingMax: number,
    private readonly waitingMax: number,
  ) {}

  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    await this.enter();
    try {
      return await work();
    } finally {
      this.leave();
    }
  }

  private async enter(): Promise<void> {
    if (this.working < this.workingMax) {
      this.working += 1;
      return;
    }
    if (this.waiting.length >= this.waitingMax) throw new LineIsFull(`${this.waitingMax} are waiting already`);
    await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  /** The place of who leaves goes straight to the first in line. */
  private leave(): void {
    const next = this.waiting.shift();
    if (next === undefined) this.working -= 1;
    else next();
  }
}
