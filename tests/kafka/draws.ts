import { setTimeout as pause } from 'node:timers/promises';
import type { Bus, Keyring } from '@tongxiu/messaging';
import {
  drawn,
  lotteryKeyring,
  NumberDrawnV1,
  recording,
  serviceDatabase,
  startLottery,
  type LotteryService,
} from '@tongxiu/messaging/conformance';
import { eventually, testPostgres, type TestPostgres } from '@tongxiu/testkit';
import type pg from 'pg';

const urns = 200;
const drawsPerStep = 20;
const stepMs = 15;

export interface Findings {
  readonly told: number;
  readonly lost: number;
  readonly doubled: number;
  readonly outOfOrder: number;
}

/** One service whose facts travel from its outbox over the bus to its own reaction, so that what was told can be held against what took effect. */
export class Draws {
  private told = 0;

  private constructor(
    private readonly postgres: TestPostgres,
    readonly pool: pg.Pool,
    readonly service: LotteryService,
  ) {}

  static async over(bus: Bus, keyring: Keyring = lotteryKeyring): Promise<Draws> {
    const postgres = await testPostgres();
    const pool = await serviceDatabase(await postgres.createDatabase());
    // A broker that was given may hold the draws of an earlier run.
    await bus.ensureTopics([{ name: NumberDrawnV1.topic, partitions: 6 }]);
    await bus.seek('lottery.record', NumberDrawnV1.topic, 'end');
    const service = await startLottery({ pool, bus, keyring, controller: recording() });
    return new Draws(postgres, pool, service);
  }

  /** Tells draws at a steady pace, numbered per urn, until the trouble is over and at least `least` have been told. */
  async tellDuring(trouble: Promise<unknown>, least: number): Promise<void> {
    let over = false;
    trouble.then(
      () => (over = true),
      () => (over = true),
    );
    while (!over || this.told < least) {
      const facts = Array.from({ length: drawsPerStep }, (_, n) => {
        const place = this.told + n;
        return drawn(`urn-${place % urns}`, Math.floor(place / urns));
      });
      await this.service.tell(...facts);
      this.told += drawsPerStep;
      await pause(stepMs);
    }
    await trouble;
  }

  /** When the outbox is empty and the reaction has reached the end of its log, whatever has not arrived is lost. */
  async settled(timeoutMs = 60_000): Promise<Findings> {
    await eventually(async () => (await this.pool.query('select from outbox limit 1')).rowCount === 0, { timeoutMs, intervalMs: 200 });
    await eventually(async () => (await this.service.strategy.health())[0]!.lag === 0, { timeoutMs, intervalMs: 300 });
    return this.findings();
  }

  /** Another instance of the service, on the same database and in the same group. */
  another(bus: Bus): Promise<LotteryService> {
    return startLottery({ pool: this.pool, bus, controller: recording() });
  }

  async stop(): Promise<void> {
    await this.service.app.close();
    await this.pool.end();
    await this.postgres.stop();
  }

  private async findings(): Promise<Findings> {
    const { rows } = await this.pool.query<{ effects: string; different: string; turned: string }>(
      `select count(*) as effects, count(distinct (urn, number)) as different, count(*) filter (where number < before) as turned
       from (select urn, number, lag(number) over (partition by urn order by n) as before from effect) e`,
    );
    const { effects, different, turned } = rows[0]!;
    const { told } = this;
    return { told, lost: told - Number(different), doubled: Number(effects) - Number(different), outOfOrder: Number(turned) };
  }
}
