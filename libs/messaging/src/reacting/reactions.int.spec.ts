import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Controller, type Type } from '@nestjs/common';
import { eventually, testPostgres, type TestPostgres } from '@tongxiu/testkit';
import type pg from 'pg';
import type { Bus, OutgoingMessage } from '../bus.js';
import { drawn, NumberDrawnV1, recordEffects, serviceDatabase, startLottery, type LotteryService } from '../conformance/lottery-service.js';
import { EmbeddedBus } from '../embedded-bus/embedded-bus.js';
import { headersOf } from '../headers.js';
import { uuidV7 } from '../producing/uuid-v7.js';
import { Reaction, type Parking, type Received } from '../reaction.js';
import type { Tx } from '../tx.js';

type Draws = readonly Received<NumberDrawnV1>[];

let postgres: TestPostgres;
let busUrl: string;
let pool: pg.Pool;
const started: LotteryService[] = [];

beforeAll(async () => {
  postgres = await testPostgres();
}, 60_000);
afterAll(() => postgres.stop());
beforeEach(async () => {
  busUrl = await postgres.createDatabase();
  pool = await serviceDatabase(await postgres.createDatabase());
});
afterEach(async () => {
  await Promise.all(started.splice(0).map(({ app }) => app.close()));
  await pool.end();
});

const openBus = (): EmbeddedBus => new EmbeddedBus({ databaseUrl: busUrl, retryFirstMs: 5, retryCapMs: 20, pollMs: 300, shareMs: 300 });

async function start(controller?: Type, bus: Bus = openBus()): Promise<LotteryService> {
  const service = await startLottery({
    pool,
    bus,
    ...(controller && { controller }),
    relay: { pollMs: 200 },
    strategy: { attemptsMax: 4 },
  });
  started.push(service);
  return service;
}

/** A reaction that records every draw, after `before` had its say. */
function recording(before: (draws: Draws) => void | Parking[] = () => undefined): Type {
  @Controller()
  class Recorder {
    @Reaction('lottery.record', NumberDrawnV1)
    async on(draws: Draws, tx: Tx): Promise<void | Parking[]> {
      const parkings = before(draws) ?? [];
      await recordEffects(
        draws.filter(({ event }) => !parkings.some((parking) => parking.eventId === event.id)),
        tx,
      );
      return parkings;
    }
  }
  return Recorder;
}

const message = (key: string, number: number, change: Partial<OutgoingMessage> = {}, id = uuidV7()): OutgoingMessage => ({
  topic: NumberDrawnV1.topic,
  key,
  headers: headersOf({ id, type: NumberDrawnV1.type, source: '/spec', subject: key, time: '2026-03-02T08:00:00Z', sequence: number }),
  value: JSON.stringify({ number, urn: key }),
  ...change,
});

test('a fact told in one transaction takes effect in another, as an instance of its class', async () => {
  let data: object | undefined;
  const service = await start(recording((draws) => void (data = draws[0]!.data)));
  await service.tell(drawn('a', 1));
  await eventually(async () => (await service.effects()).length === 1);
  expect(data).toBeInstanceOf(NumberDrawnV1);
});

test('a thousand facts take effect once each, in the order of their key', async () => {
  const service = await start(recording());
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
  const bus = openBus();
  const publish = bus.publish.bind(bus);
  let crashes = 2;
  // The messages reach the log and the answer does not reach the relay.
  bus.publish = async (messages) => {
    const taken = await publish(messages);
    if (crashes-- > 0) throw new Error('the answer was lost');
    return taken;
  };
  const service = await start(recording(), bus);
  await service.tell(drawn('a', 1), drawn('a', 2), drawn('b', 1));
  await eventually(async () => (await pool.query('select from outbox')).rowCount === 0);
  const observer = openBus();
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
  const service = await start(Halfway);
  await service.tell(drawn('a', 1), drawn('a', 2));
  await eventually(async () => (await service.effects()).length === 2);
  expect(await service.effects('a')).toEqual([1, 2]);
  expect(failures).toBeLessThan(0);
});

test.each([
  ['text that is not JSON', { value: '{"number": 1, "urn' }, 'value: not a JSON object'],
  ['data that breaks the contract', { value: '{"number":"secret","urn":"a"}' }, 'lottery.number-drawn.v1 is invalid: number: isInt'],
  ['a key that is not the subject', { key: 'b' }, 'ce_subject: differs from the key of the message'],
  [
    'a type nobody publishes',
    { headers: { ...message('a', 1).headers, ce_type: 'lottery.unheard-of.v1' } },
    'ce_type: not a published type',
  ],
  ['headers without an id', { headers: { ...message('a', 1).headers, ce_id: '' } }, 'missing or malformed headers: ce_id'],
  [
    'a value beyond all measure',
    { value: JSON.stringify({ number: 1, urn: 'a', more: '长'.repeat(400_000) }) },
    'value: longer than 1048576 bytes',
  ],
] as const)('%s is parked and does not hold up the messages behind it', async (_case, change, reason) => {
  const bus = openBus();
  const service = await start(recording(), bus);
  await bus.publish([message('a', 1, change), message('a', 2), message('b', 1)]);
  await eventually(async () => (await service.effects()).length === 2);
  const parked = await service.parkingLot.list({ status: 'parked' }, { limit: 10 });
  expect(parked).toMatchObject([{ reaction: 'lottery.record', topic: NumberDrawnV1.topic, reason, holdsKey: false, attempts: 0 }]);
  expect(parked[0]!.payloadSha256).toMatch(/^[0-9a-f]{64}$/);
});

test('what a reaction parks is parked with its reason, and can be replayed once it is possible', async () => {
  let possible = false;
  const park = (draws: Draws): Parking[] =>
    draws.flatMap(({ event, data }) => (data.number === 13 && !possible ? [{ eventId: event.id, reason: 'thirteen is not drawn' }] : []));
  const service = await start(recording(park));
  await service.tell(drawn('a', 12), drawn('a', 13), drawn('a', 14));
  await eventually(async () => (await service.effects()).length === 2);
  const [parked] = await service.parkingLot.list({}, { limit: 10 });
  expect(parked).toMatchObject({ reason: 'thirteen is not drawn', key: 'a', type: NumberDrawnV1.type });
  expect(await service.parkingLot.replay(parked!.id)).toMatchObject({ outcome: 'failed' });
  possible = true;
  expect(await service.parkingLot.replay(parked!.id)).toEqual({ outcome: 'replayed', messages: 1 });
  expect(await service.effects('a')).toEqual([12, 14, 13]);
  expect(await service.parkingLot.replay(parked!.id)).toEqual({ outcome: 'ended', status: 'replayed' });
});

test('a poison key is parked after its attempts; its neighbours go on, and a replay brings it back in order', async () => {
  let poisonous = true;
  const poison = (draws: Draws): void => {
    if (poisonous && draws.some(({ data }) => data.urn === 'bad' && data.number === 2)) throw new Error('poison');
  };
  const service = await start(recording(poison));
  const neighbours = Array.from({ length: 30 }, (_, n) => drawn(`good-${n}`, 1));
  await service.tell(drawn('bad', 1), drawn('bad', 2), drawn('bad', 3), ...neighbours);
  await eventually(async () => (await service.parkingLot.list({ status: 'parked' }, { limit: 10 })).length === 2);
  expect((await service.effects()).length).toBe(31);
  const parked = await service.parkingLot.list({ key: 'bad' }, { limit: 10 });
  expect(parked).toMatchObject([
    { attempts: 4, holdsKey: true, reason: 'failed 4 times: Error: poison' },
    { attempts: 0, holdsKey: true },
  ]);

  await service.tell(drawn('bad', 4), drawn('good-1', 2));
  await eventually(async () => (await service.parkingLot.list({ key: 'bad' }, { limit: 10 })).length === 3);
  await eventually(async () => (await service.effects('good-1')).length === 2);
  expect(await service.effects('bad')).toEqual([1]);

  poisonous = false;
  expect(await service.parkingLot.replay(parked[0]!.id)).toEqual({ outcome: 'replayed', messages: 3 });
  expect(await service.effects('bad')).toEqual([1, 2, 3, 4]);
  await service.tell(drawn('bad', 5));
  await eventually(async () => (await service.effects('bad')).length === 5);
});

test('a discarded message lets those behind it be replayed without it', async () => {
  const service = await start(
    recording((draws) => {
      if (draws.some(({ data }) => data.number === 1)) throw new Error('poison');
    }),
  );
  await service.tell(drawn('bad', 1), drawn('bad', 2));
  await eventually(async () => (await service.parkingLot.list({ status: 'parked' }, { limit: 10 })).length === 2);
  const parked = await service.parkingLot.list({ status: 'parked' }, { limit: 10 });
  expect(await service.parkingLot.discard(parked[0]!.id, 'operator-1', 'entered by mistake')).toBe(true);
  expect(await service.parkingLot.discard(parked[0]!.id, 'operator-1', 'again')).toBe(false);
  expect(await service.parkingLot.replay(parked[1]!.id)).toEqual({ outcome: 'replayed', messages: 1 });
  expect(await service.effects('bad')).toEqual([2]);
  expect(await service.parkingLot.get(parked[0]!.id)).toMatchObject({
    status: 'discarded',
    endedBy: 'operator-1',
    endedWhy: 'entered by mistake',
  });
});

test('trouble that passes is counted against no message', async () => {
  let trouble = 12;
  const service = await start(
    recording(() => {
      if (trouble-- > 0) throw Object.assign(new Error('deadlock detected'), { code: '40P01' });
    }),
  );
  await service.tell(drawn('a', 1));
  await eventually(async () => (await service.effects()).length === 1);
  expect(await service.parkingLot.list({}, { limit: 10 })).toEqual([]);
  expect((await pool.query('select from attempt')).rowCount).toBe(0);
});

test('an event that stands in the log twice, even side by side, takes effect once', async () => {
  const bus = openBus();
  const service = await start(recording(), bus);
  const twice = message('a', 1);
  await bus.publish([twice, twice, message('a', 2), twice]);
  await eventually(async () => (await service.effects()).length === 2);
  await eventually(async () => (await service.strategy.health())[0]!.lag === 0);
  expect(await service.effects('a')).toEqual([1, 2]);
});

test('what a reaction threw is what health and readiness know of', async () => {
  const service = await start(
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
  const bus = openBus();
  await expect(startLottery({ pool, bus, controller: Twice })).rejects.toThrow('lottery.record');
  await bus.close();
});
