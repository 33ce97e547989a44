import { expect, test } from '@jest/globals';
import { eventually } from '@tongxiu/testkit';
import { LotteryRoom, message } from '../conformance/lottery-room.js';
import { drawn, NumberDrawnV1, recording, type Draws } from '../conformance/lottery-service.js';
import type { Parking } from '../reaction.js';

const room = new LotteryRoom();

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
] as const)('signed all the same, %s is parked and does not hold up the messages behind it', async (_case, change, reason) => {
  const bus = room.openBus();
  const service = await room.start(recording(), bus);
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
  const service = await room.start(recording(park));
  await service.tell(drawn('a', 12), drawn('a', 13), drawn('a', 14));
  await eventually(async () => (await service.effects()).length === 2);
  const [parked] = await service.parkingLot.list({}, { limit: 10 });
  expect(parked).toMatchObject({ reason: 'thirteen is not drawn', key: 'a', type: NumberDrawnV1.type });
  expect(await service.parkingLot.replay(parked!.id, 'operator-1')).toMatchObject({ outcome: 'failed' });
  possible = true;
  expect(await service.parkingLot.replay(parked!.id, 'operator-1')).toEqual({ outcome: 'replayed', messages: 1 });
  expect(await service.effects('a')).toEqual([12, 14, 13]);
  expect(await service.parkingLot.replay(parked!.id, 'operator-1')).toEqual({ outcome: 'ended', status: 'replayed' });
});

test('a poison key is parked after its attempts; its neighbours go on, and a replay brings it back in order', async () => {
  let poisonous = true;
  const poison = (draws: Draws): void => {
    if (poisonous && draws.some(({ data }) => data.urn === 'bad' && data.number === 2)) throw new Error('poison');
  };
  const service = await room.start(recording(poison));
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
  expect(await service.parkingLot.replay(parked[0]!.id, 'operator-1')).toEqual({ outcome: 'replayed', messages: 3 });
  expect(await service.effects('bad')).toEqual([1, 2, 3, 4]);
  const replayed = await service.parkingLot.list({ key: 'bad', status: 'replayed' }, { limit: 10 });
  expect(replayed.map(({ endedBy }) => endedBy)).toEqual(['operator-1', 'operator-1', 'operator-1']);
  await service.tell(drawn('bad', 5));
  await eventually(async () => (await service.effects('bad')).length === 5);
});

test('a discarded message lets those behind it be replayed without it', async () => {
  const service = await room.start(
    recording((draws) => {
      if (draws.some(({ data }) => data.number === 1)) throw new Error('poison');
    }),
  );
  await service.tell(drawn('bad', 1), drawn('bad', 2));
  await eventually(async () => (await service.parkingLot.list({ status: 'parked' }, { limit: 10 })).length === 2);
  const parked = await service.parkingLot.list({ status: 'parked' }, { limit: 10 });
  expect(await service.parkingLot.discard(parked[0]!.id, 'operator-1', 'entered by mistake')).toBe(true);
  expect(await service.parkingLot.discard(parked[0]!.id, 'operator-1', 'again')).toBe(false);
  expect(await service.parkingLot.replay(parked[1]!.id, 'operator-1')).toEqual({ outcome: 'replayed', messages: 1 });
  expect(await service.effects('bad')).toEqual([2]);
  expect(await service.parkingLot.get(parked[0]!.id)).toMatchObject({
    status: 'discarded',
    endedBy: 'operator-1',
    endedWhy: 'entered by mistake',
  });
});

test('trouble that passes is counted against no message', async () => {
  let trouble = 12;
  const service = await room.start(
    recording(() => {
      if (trouble-- > 0) throw Object.assign(new Error('deadlock detected'), { code: '40P01' });
    }),
  );
  await service.tell(drawn('a', 1));
  await eventually(async () => (await service.effects()).length === 1);
  expect(await service.parkingLot.list({}, { limit: 10 })).toEqual([]);
  expect((await room.pool.query('select from attempt')).rowCount).toBe(0);
});

test('a message nobody can read holds no key, though it stands behind one that failed, and keeps its own reason', async () => {
  let poisonous = true;
  const bus = room.openBus();
  const service = await room.start(
    recording((draws) => {
      if (poisonous && draws.some(({ data }) => data.number === 1)) throw new Error('poison');
    }),
    bus,
  );
  await bus.publish([message('bad', 1), message('bad', 2, { value: 'forged' }), message('bad', 3)]);
  const parked = await eventually(async () => {
    const found = await service.parkingLot.list({ key: 'bad' }, { limit: 10 });
    return found.length === 3 ? found : undefined;
  });
  expect(parked).toMatchObject([
    { holdsKey: true, reason: 'failed 4 times: Error: poison' },
    { holdsKey: false, reason: 'value: not a JSON object' },
    { holdsKey: true, reason: expect.stringMatching('^waits behind event') },
  ]);
  poisonous = false;
  expect(await service.parkingLot.replay(parked[0]!.id, 'operator-1')).toEqual({ outcome: 'replayed', messages: 2 });
  expect(await service.effects('bad')).toEqual([1, 3]);
});

test.each([
  ['a character that PostgreSQL cannot keep', '\0'],
  ['a character that is cut in half at the end', '𠮷'.repeat(600)],
])('the message of a failure with %s in its text can be parked all the same', async (_case, text) => {
  const service = await room.start(
    recording(() => {
      throw new Error(text);
    }),
  );
  await service.tell(drawn('bad', 1));
  await eventually(async () => (await service.parkingLot.list({ key: 'bad' }, { limit: 10 })).length === 1);
});
