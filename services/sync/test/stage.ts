import { afterAll, afterEach, beforeAll, beforeEach, expect } from '@jest/globals';
import { messagingMigrations } from '@tongxiu/messaging';
import { eventually, testPostgres, type TestPostgres } from '@tongxiu/testkit';
import { DataSource } from 'typeorm';
import { syncMigrations } from '../src/adapters/postgres/migrations/index.js';
import type { RecordTimeline, TimelineSite } from '../src/app/record-timeline.js';
import { FakeSite } from './fake-site.js';
import { keyOf, SyncUnderTest, type UnderTest } from './sync-under-test.js';

export const many = (count: number): number[] => [...Array(count).keys()];

/** Two sites and a database of its own for every test; what a test starts is ended after it. */
export class Stage {
  one = new FakeSite();
  other = new FakeSite();
  databaseUrl = '';
  private readonly running: SyncUnderTest[] = [];

  constructor() {
    let postgres: TestPostgres;
    let template: string;
    beforeAll(async () => {
      postgres = await testPostgres();
      template = await postgres.createDatabase();
      const migrations = [...messagingMigrations, ...syncMigrations];
      const dataSource = await new DataSource({ type: 'postgres', url: template, migrations }).initialize();
      await dataSource.runMigrations();
      await dataSource.destroy();
    }, 60_000);
    beforeEach(async () => {
      this.databaseUrl = await postgres.createDatabase(template);
      this.one = await new FakeSite().start();
      this.other = await new FakeSite().start();
    });
    afterEach(async () => {
      for (const sync of this.running.splice(0)) await sync.stop();
      await this.one.stop();
      await this.other.stop();
    });
    afterAll(async () => postgres.stop());
  }

  async started(options: Partial<UnderTest> = {}): Promise<SyncUnderTest> {
    const { databaseUrl, one, other } = this;
    const sync = await SyncUnderTest.start({ databaseUrl, sites: { one, other }, ...options });
    this.running.push(sync);
    return sync;
  }

  /** The instance is gone; its database stays. */
  async ended(sync: SyncUnderTest): Promise<void> {
    this.running.splice(this.running.indexOf(sync), 1);
    await sync.stop();
  }

  async timelineOf(number: number): Promise<RecordTimeline | undefined> {
    return this.running.at(-1)?.timelines.of(keyOf(number), '2026-11-20T02:00:00.000Z');
  }

  async sitesOf(number: number, version: number): Promise<readonly TimelineSite[]> {
    return (await this.timelineOf(number))?.versions.find((entry) => entry.version === version)?.sites ?? [];
  }

  async statesOf(number: number, version: number): Promise<string[]> {
    return (await this.sitesOf(number, version)).map(({ state }) => state);
  }

  /** Waits for the states of a version on site `one`, then on site `other`. */
  async reached(number: number, version: number, ...states: string[]): Promise<void> {
    await eventually(
      async () => {
        expect(await this.statesOf(number, version)).toEqual(states);
        return true;
      },
      { timeoutMs: 20_000 },
    );
  }
}

export const made = (site: FakeSite): string[] => site.bulletin.map(({ recordKey, version }) => `${recordKey} ${version}`);
