import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Controller } from '@nestjs/common';
import { createBus, Reaction, type Bus, type Fact, type Received, type Tx } from '@tongxiu/messaging';
import { drawn, NumberDrawnV1, recording, serviceDatabase, startLottery, type LotteryService } from '@tongxiu/messaging/conformance';
import { eventually, testPostgres, type TestPostgres } from '@tongxiu/testkit';
import { IsInt, Matches } from 'class-validator';
import type pg from 'pg';

/** The next version of the same fact: another name for the number, so an old reader could not make sense of it. */
class NumberDrawnV2 {
  static readonly type = 'lottery.number-drawn.v2';
  static readonly topic = NumberDrawnV1.topic;

  @IsInt() value!: number;
  @Matches(/^[a-z-]+\d*$/) urn!: string;
}

const drawnV2 = (urn: string, value: number): Fact<NumberDrawnV2> => ({
  event: NumberDrawnV2,
  key: urn,
  sequence: value,
  data: { value, urn },
});

const record = (rows: readonly { readonly urn: string; readonly number: number }[], tx: Tx): Promise<unknown> =>
  tx.query('insert into effect (urn, number) select * from unnest($1::text[], $2::integer[])', [
    rows.map(({ urn }) => urn),
    rows.map(({ number }) => number),
  ]);

/** The reaction as the next release has it: the same name, so the same inbox and the same place in the log. */
@Controller()
class ReadsBoth {
  @Reaction('lottery.record', NumberDrawnV1, NumberDrawnV2)
  async on(received: readonly Received<NumberDrawnV1 | NumberDrawnV2>[], tx: Tx): Promise<void> {
    await record(
      received.map(({ data }) => (data instanceof NumberDrawnV2 ? { urn: data.urn, number: data.value } : data)),
      tx,
    );
  }
}

let postgres: TestPostgres;
let pool: pg.Pool;
let busUrl: string;
let running: LotteryService[];

beforeAll(async () => {
  postgres = await testPostgres();
}, 60_000);
beforeEach(async () => {
  pool = await serviceDatabase(await postgres.createDatabase());
  busUrl = await postgres.createDatabase();
  running = [];
});
afterEach(async () => {
  for (const service of running) await service.app.close();
  await pool.end();
});
afterAll(() => postgres.stop());

async function start(controller = recording()): Promise<LotteryService> {
  const bus: Bus = createBus({ kind: 'embedded', databaseUrl: busUrl });
  const service = await startLottery({ pool, bus, controller });
  running.push(service);
  return service;
}

const until = (check: () => Promise<void>): Promise<true> =>
  eventually(async () => {
    await check();
    return true as const;
  });

test('a reaction takes both versions, in the order they were told', async () => {
  const service = await start(ReadsBoth);
  await service.tell(drawn('urn-a', 1), drawnV2('urn-a', 2), drawn('urn-a', 3), drawnV2('urn-a', 4));
  await until(async () => expect(await service.effects('urn-a')).toEqual([1, 2, 3, 4]));
});

test('a version told before its readers know it is put aside, holds up nothing, and is worked off by the next release', async () => {
  const old = await start();
  await old.tell(drawnV2('urn-b', 1), drawn('urn-b', 2), drawn('urn-c', 1));
  await until(async () => expect(await old.effects()).toHaveLength(2));
  const [parked] = await old.parkingLot.list({ status: 'parked' }, { limit: 10 });
  expect(parked).toMatchObject({ key: 'urn-b', type: NumberDrawnV2.type, holdsKey: false, reason: 'ce_type: not a published type' });
  await old.app.close();
  running = [];

  const next = await start(ReadsBoth);
  expect(await next.parkingLot.replay(parked!.id, 'operator-1')).toEqual({ outcome: 'replayed', messages: 1 });
  expect((await next.effects('urn-b')).sort()).toEqual([1, 2]);
});

test('instances of both releases share one reaction while the first version is told: each event takes effect once', async () => {
  const old = await start();
  await start(ReadsBoth);
  const numbers = Array.from({ length: 60 }, (_, index) => index + 1);
  for (const number of numbers) await old.tell(drawn(`urn-${number % 12}`, number));
  await until(async () => expect((await old.effects()).sort((a, b) => a - b)).toEqual(numbers));
});
