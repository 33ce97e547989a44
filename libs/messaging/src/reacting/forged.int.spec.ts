import { expect, test } from '@jest/globals';
import { eventually } from '@tongxiu/testkit';
import { createSecretKey } from 'node:crypto';
import type { OutgoingMessage } from '../bus.js';
import { LotteryRoom, message, unsigned } from '../conformance/lottery-room.js';
import { lotteryKeyring, NumberDrawnV1, recording, type LotteryService } from '../conformance/lottery-service.js';
import { Keyring, type SigningKey } from '../signing/index.js';

const room = new LotteryRoom();

const keyNamed = (id: string): SigningKey => ({ id, secret: createSecretKey(Buffer.alloc(32, id)) });
const stranger = new Keyring([keyNamed('stranger')]);

const parkedOf = (service: LotteryService) => service.parkingLot.list({ status: 'parked' }, { limit: 10 });

test.each<[string, OutgoingMessage, string]>([
  ['no signature', unsigned('a', 1), 'signature: missing'],
  ['another value', { ...message('a', 1), value: '{"number":2,"urn":"a"}' }, 'signature: does not match'],
  ['the key of somebody else', stranger.sign(unsigned('a', 1)), 'signature: made with a key this service does not know (key id stranger)'],
])('an event with %s is parked, takes no effect however often it is replayed, and holds up nothing', async (_case, forged, reason) => {
  const bus = room.openBus();
  const service = await room.start(recording(), bus);
  await bus.publish([forged, message('a', 3), message('b', 1)]);
  await eventually(async () => (await service.effects()).length === 2);
  const [parked] = await parkedOf(service);
  expect(parked).toMatchObject({ reaction: 'lottery.record', topic: NumberDrawnV1.topic, key: 'a', reason, holdsKey: false });
  expect(await service.parkingLot.replay(parked!.id, 'operator-1')).toEqual({ outcome: 'failed', reason: `Error: ${reason}` });
  expect(await parkedOf(service)).toHaveLength(1);
  expect((await service.effects()).sort()).toEqual([1, 3]);
});

test('what a key nobody had told the service of signed is worked off by a replay once it knows the key', async () => {
  const bus = room.openBus();
  const early = await room.start(recording(), bus);
  await bus.publish([new Keyring([keyNamed('next')]).sign(unsigned('a', 1))]);
  const [parked] = await eventually(async () => {
    const waiting = await parkedOf(early);
    return waiting.length > 0 ? waiting : undefined;
  });
  await early.app.close();

  const later = await room.start(recording(), room.openBus(), new Keyring([keyNamed('before'), keyNamed('next')]));
  expect(await later.parkingLot.replay(parked!.id, 'operator-1')).toEqual({ outcome: 'replayed', messages: 1 });
  expect(await later.effects()).toEqual([1]);
});

test('while a key is being replaced, services that sign with either believe each other', async () => {
  const [before, after] = [keyNamed('before'), keyNamed('after')];
  const reader = await room.start(recording(), room.openBus(), new Keyring([before, after]));
  const bus = room.openBus();
  await bus.publish([before, after].map((key, n) => new Keyring([key]).sign(unsigned('a', n))));
  await eventually(async () => (await reader.effects()).length === 2);
  expect(await reader.effects('a')).toEqual([0, 1]);
  await bus.close();
});

test('a signed message that somebody puts into the log again takes effect once', async () => {
  const bus = room.openBus();
  const service = await room.start(recording(), bus);
  const told = lotteryKeyring.sign(unsigned('a', 1));
  await bus.publish([told]);
  await eventually(async () => (await service.effects()).length === 1);
  await bus.publish([told, { ...told, headers: { ...told.headers, traceparent: '00-1-2-01' } }, message('a', 2)]);
  await eventually(async () => (await service.effects()).length === 2);
  expect(await service.effects('a')).toEqual([1, 2]);
});
