import type { BeforeApplicationShutdown, OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type { LanePool } from './adapters/postgres/lane-pool.js';
import type { Sites } from './app/sites.js';
import type { SyncEngine } from './app/sync-engine.js';
import type { SyncConfig } from './config.js';

/** Starts the lanes with the application and ends them with it: requests in flight are finished and their receipts stored. */
export class Lanes implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  constructor(
    private readonly sites: Sites,
    private readonly pool: LanePool,
    private readonly engine: SyncEngine,
    private readonly config: SyncConfig,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.engine.start(await this.sites.register(this.config.sites));
  }

  /** Before the relay ends, so that what the last receipts completed is still told. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.engine.stop();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.close();
  }
}
