import { Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { Clock } from '@tongxiu/hosting';
import type { SweepDeadlines } from '../app/sweep-deadlines.js';

/** Sweeps now and then. Nothing rests on its punctuality: a breach is a comparison of two instants that are written down. */
export class DeadlineTimer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(DeadlineTimer.name);
  private timer: NodeJS.Timeout | undefined;
  private sweeping: Promise<void> = Promise.resolve();

  constructor(
    private readonly sweepDeadlines: SweepDeadlines,
    private readonly clock: Clock,
    private readonly everySeconds: number,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.sweeping = this.sweep();
    }, this.everySeconds * 1000).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.sweeping;
  }

  private async sweep(): Promise<void> {
    try {
      const swept = await this.sweepDeadlines.run(this.clock.now());
      if (swept !== undefined && swept.missed > 0) this.logger.warn(`${swept.missed} deadlines were missed`);
    } catch (cause) {
      this.logger.error(cause);
    }
  }
}
