import { expect, test } from '@jest/globals';
import { eventually } from '@tongxiu/testkit';
import { LotteryRoom } from '../conformance/lottery-room.js';
import { drawn, NumberDrawnV1, recordEffects, recording } from '../conformance/lottery-service.js';
import type { Fact } from '../outbox.js';
import { valueBytesMax } from '../value-size.js';

const room = new LotteryRoom();

/** A fact of exactly so many bytes; every character of the filling has three. */
function drawnWith(bytes: number): Fact {
  const fact = drawn('a', 1);
  const bare = Buffer.byteLength(JSON.stringify({ ...fact.data, more: '' }));
  const [threes, ones] = [Math.floor((bytes - bare) / 3), (bytes - bare) % 3];
  return { ...fact, data: { ...fact.data, more: '长'.repeat(threes) + 'x'.repeat(ones) } };
}

test('a fact as large as a reader takes goes the whole way', async () => {
  const service = await room.start(recording());
  await service.tell(drawnWith(valueBytesMax));
  await eventually(async () => (await service.effects()).length === 1);
  expect(await service.parkingLot.list({}, { limit: 10 })).toEqual([]);
});

test('a fact that is one byte larger is refused in its transaction: neither it, its neighbours nor the state beside it remain', async () => {
  const service = await room.start(recording());
  const refused = service.transactions.run(async (tx) => {
    await recordEffects([{ data: { number: 99, urn: 'state' } }], tx);
    await service.outbox.add([drawn('b', 1)], tx);
    await service.outbox.add([drawn('c', 1), drawnWith(valueBytesMax + 1)], tx);
  });
  await expect(refused).rejects.toThrow(
    `A fact of the type ${NumberDrawnV1.type} has ${valueBytesMax + 1} bytes; ${valueBytesMax} is what a reader takes.`,
  );
  expect((await room.pool.query('select from outbox')).rowCount).toBe(0);
  await service.tell(drawn('a', 2));
  await eventually(async () => (await service.effects()).length === 1);
  expect(await service.effects()).toEqual([2]);
});
