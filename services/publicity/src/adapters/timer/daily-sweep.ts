import { Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Clock } from '@tongxiu/hosting';
import { localDate } from '@tongxiu/working-days';
import type { ExpirePublications } from '../../app/expire-publications.js';
import type { RemindCompanies } from '../../app/remind-companies.js';

/**
 * Looks every minute for periods that are over or to be told of; when there is none, that is three looks into small indexes. Nothing is remembered
 * between looks, so a day that was missed is made up for by the next look, and several instances may look at the same time:
 * each passes over what another holds.
 */
const lookEveryMs = 60_000;

export class DailySweep implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(DailySweep.name);
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();

  constructor(
    private readonly expirePublications: ExpirePublications,
    private readonly remindCompanies: RemindCompanies,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.look();
    this.timer = setInterval(() => this.look(), lookEveryMs);
    this.timer.unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.looking;
  }

  private look(): void {
    this.looking = this.looking.then(() => this.sweep());
  }

  private async sweep(): Promise<void> {
    try {
      const now = this.clock.now();
      const { on, expired } = await this.expirePublications.run(localDate(now), now);
      if (expired > 0) this.logger.log({ on, expired }, 'publicity stopped at the maximum period');
      const { reminded } = await this.remindCompanies.run(on, now);
      if (reminded.minimumEnded + reminded.maximumNear > 0) this.logger.log({ on, ...reminded }, 'companies reminded of periods');
    } catch (cause) {
      this.logger.error(cause, 'the daily sweep failed and is tried again in a minute');
    }
  }
}
