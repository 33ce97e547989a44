import { afterAll, afterEach, beforeAll, beforeEach, jest } from '@jest/globals';
import type { Type } from '@nestjs/common';
import { testPostgres, type TestPostgres } from '@tongxiu/testkit';
import type pg from 'pg';
import type { Bus, OutgoingMessage } from '../bus.js';
import { EmbeddedBus } from '../embedded-bus/embedded-bus.js';
import { headersOf } from '../headers.js';
import { uuidV7 } from '../producing/uuid-v7.js';
import type { Keyring } from '../signing/index.js';
import { lotteryKeyring, NumberDrawnV1, serviceDatabase, startLottery, type LotteryService } from './lottery-service.js';

// Longer than the patience of `eventually`, so that it is the unmet expectation that speaks.
jest.setTimeout(30_000);

/** Databases and services of their own for every test of a file, all ended afterwards. */
export class LotteryRoom {
  busUrl = '';
  pool!: pg.Pool;
  private readonly started: LotteryService[] = [];

  constructor() {
    let postgres: TestPostgres;
    beforeAll(async () => {
      postgres = await testPostgres();
    }, 60_000);
    afterAll(() => postgres.stop());
    beforeEach(async () => {
      this.busUrl = await postgres.createDatabase();
      this.pool = await serviceDatabase(await postgres.createDatabase());
    });
    afterEach(async () => {
      await Promise.all(this.started.splice(0).map(({ app }) => app.close()));
      await this.pool.end();
    });
  }

  openBus(): EmbeddedBus {
    return new EmbeddedBus({ databaseUrl: this.busUrl, retryFirstMs: 5, retryCapMs: 20, pollMs: 300, shareMs: 300 });
  }

  async start(controller?: Type, bus: Bus = this.openBus(), keyring: Keyring = lotteryKeyring): Promise<LotteryService> {
    const { pool } = this;
    const service = await startLottery({
      pool,
      bus,
      keyring,
      ...(controller && { controller }),
      relay: { pollMs: 200 },
      strategy: { attemptsMax: 4 },
    });
    this.started.push(service);
    return service;
  }
}

/** As the relay reads it from the outbox, before it signs. */
export const unsigned = (key: string, number: number, change: Partial<OutgoingMessage> = {}): OutgoingMessage => ({
  topic: NumberDrawnV1.topic,
  key,
  headers: headersOf({
    id: uuidV7(),
    type: NumberDrawnV1.type,
    source: '/spec',
    subject: key,
    time: '2026-03-02T08:00:00Z',
    sequence: number,
  }),
  value: JSON.stringify({ number, urn: key }),
  ...change,
});

export const message = (key: string, number: number, change: Partial<OutgoingMessage> = {}): OutgoingMessage =>
  lotteryKeyring.sign(unsigned(key, number, change));
