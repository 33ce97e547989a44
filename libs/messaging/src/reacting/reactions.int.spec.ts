import { expect, test } from '@jest/globals';
import { Controller } from '@nestjs/common';
import { eventually } from '@tongxiu/testkit';
import pg from 'pg';
import { LotteryRoom, message } from '../conformance/lottery-room.js';
import { drawn, NumberDrawnV1, recordEffects, recording, startLottery, type Draws } from '../conformance/lottery-service.js';
import { Reaction } from '../reaction.js';
import type { Tx } from '../tx.js';

const room = new LotteryRoom();

test('a fact told in one transaction takes effect in another, as an instance of its class', async () => {
  let data: object | undefined;
  const service = await room.start(recording((draws) => void (data = draws[0]!.data)));
  await service.tell(drawn('a', 1));
  await eventually(async () => (await service.effects()).length === 1);
  expect(data).toBeInstanceOf(NumberDrawnV1);
});

test('a thousand facts take effect once each, in the order of their key', async () => {
  const service = await room.start(recording());
  for (let n = 0; n < 1000; n += 100) {
    await service.tell(...Array.from({ length: 100 }, (_, m) => drawn(`urn-${(n + m) % 10}`, n + m)));
  }
  await eventually(async () => (await service.effects()).length === 1000);
  for (let urn = 0; urn < 10; urn++) {
    const numbers = await service.effects(`urn-${urn}`);
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
  }
});

test('a crash between publishing and deleting repeats the messages, and the inbox absorbs them', async () => {
  const bus = room.openBus();
  const publish = bus.publish.bind(bus);
  let crashes = 2;
  // The messages reach the log and the answer does not reach the relay.
  bus.publish = async (messages) => {
    const taken = await publish(messages);
    if (crashes-- > 0) throw new Error('the answer was lost');
    return taken;
  };
  const service = await room.start(recording(), bus);
  await service.tell(drawn('a', 1), drawn('a', 2), drawn('b', 1));
  await eventually(async () => (await room.pool.query('select from outbox')).rowCount === 0);
  const observer = room.openBus();
  let copies = 0;
  await observer.subscribe({
    group: 'observer',
    topics: [NumberDrawnV1.topic],
    batchSizeMax: 100,
    onBatch: async (batch) => void (copies += batch.length),
  });
  await eventually(() => copies === 9);
  await observer.close();
  await eventually(async () => (await service.strategy.health())[0]!.lag === 0);
  expect(await service.effects('a')).toEqual([1, 2]);
  expect(await service.effects('b')).toEqual([1]);
});

test('a failure halfway leaves nothing behind and the redelivery succeeds', async () => {
  let failures = 2;
  @Controller()
  class Halfway {
    @Reaction('lottery.record', NumberDrawnV1)
    async on(draws: Draws, tx: Tx): Promise<void> {
      await recordEffects(draws, tx);
      if (failures-- > 0) throw new Error('halfway');
    }
  }
  const service = await room.start(Halfway);
  await service.tell(drawn('a', 1), drawn('a', 2));
  await eventually(async () => (await service.effects()).length === 2);
  expect(await service.effects('a')).toEqual([1, 2]);
  expect(failures).toBeLessThan(0);
});

test('when every connection to every database is cut at once, nothing is lost, parked or out of order', async () => {
  const service = await room.start(recording());
  const cutAll = async (): Promise<void> => {
    const admin = new pg.Client({ connectionString: room.busUrl });
    await admin.connect();
    const databases = [room.busUrl, room.pool.options.connectionString!].map((url) => new URL(url).pathname.slice(1));
    await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = any($1) and pid <> pg_backend_pid()', [
      databases,
    ]);
    await admin.end();
  };
  let told = 0;
  for (let round = 0; round < 5; round++) {
    for (let n = 0; n < 40; n++) {
      // Telling fails with the connection it uses; the caller would then tell again.
      await eventually(() => service.tell(drawn(`urn-${n % 8}`, told)).then(() => true));
      told += 1;
      if (n === 20) await cutAll();
    }
  }
  await eventually(async () => (await service.effects()).length >= told);
  const effects = await service.effects();
  expect([...new Set(effects)].sort((a, b) => a - b)).toEqual(Array.from({ length: told }, (_, n) => n));
  for (let urn = 0; urn < 8; urn++) {
    const numbers = await service.effects(`urn-${urn}`);
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
  }
  expect(await service.parkingLot.list({}, { limit: 10 })).toEqual([]);
});

test('an event that stands in the log twice, even side by side, takes effect once', async () => {
  const bus = room.openBus();
  const service = await room.start(recording(), bus);
  const twice = message('a', 1);
  await bus.publish([twice, twice, message('a', 2), twice]);
  await eventually(async () => (await service.effects()).length === 2);
  await eventually(async () => (await service.strategy.health())[0]!.lag === 0);
  expect(await service.effects('a')).toEqual([1, 2]);
});

test('what a reaction threw is what health and readiness know of', async () => {
  const service = await room.start(
    recording(() => {
      throw Object.assign(new Error('too many connections'), { code: '53300' });
    }),
  );
  await service.tell(drawn('a', 1));
  await eventually(async () => (await service.strategy.health())[0]!.failuresInARow >= 2);
  expect((await service.strategy.health())[0]).toMatchObject({
    reaction: 'lottery.record',
    lag: 1,
    lastFailure: 'Error: too many connections',
  });
  await eventually(async () => (await service.strategy.notReady(1))?.startsWith('lottery.record has made no progress') === true);
});

test('two methods under one reaction name are refused at the start', async () => {
  @Controller()
  class Twice {
    @Reaction('lottery.record', NumberDrawnV1)
    async one(): Promise<void> {}
    @Reaction('lottery.record', NumberDrawnV1)
    async two(): Promise<void> {}
  }
  const bus = room.openBus();
  await expect(startLottery({ pool: room.pool, bus, controller: Twice })).rejects.toThrow('lottery.record');
  await bus.close();
});
