import { beforeEach, expect, test } from '@jest/globals';
import type { BusMessage } from '../bus.js';
import { LotteryRoom, message } from '../conformance/lottery-room.js';
import { lotteryKeyring, NumberDrawnV1 } from '../conformance/lottery-service.js';
import type { ParkedMessage } from '../parking-lot.js';
import { PgTransactions } from '../postgres/pg-transactions.js';
import type { Tx } from '../tx.js';
import { ReactionRunner } from './reaction-runner.js';
import { SqlParkingLot } from './sql-parking-lot.js';

const room = new LotteryRoom();
const before = Date.UTC(2026, 2, 2);
const afterwards = before + 86_400_000;

/** A message at a place of the log; what nobody can read is parked at once. */
const at = (offset: number, appendedAtMs: number, value?: string, number = offset): BusMessage => ({
  ...message('a', number, value === undefined ? {} : { value }),
  partition: 0,
  offset,
  appendedAtMs,
});

let transactions: PgTransactions;
let parkingLot: SqlParkingLot;
beforeEach(() => {
  transactions = new PgTransactions(room.pool);
  parkingLot = new SqlParkingLot(transactions);
});

const runner = (handled: number[] = [], poisonous: () => boolean = () => false): ReactionRunner => {
  const handle = async (received: readonly { readonly data: object }[]): Promise<void> => {
    if (poisonous()) throw new Error('poison');
    handled.push(...received.map(({ data }) => (data as NumberDrawnV1).number));
  };
  const settings = { name: 'lottery.record', events: [NumberDrawnV1], handle, attemptsMax: 1 };
  const made = new ReactionRunner(settings, transactions, parkingLot, lotteryKeyring);
  parkingLot.connect(settings.name, (messages, tx) => made.redeliver(messages, tx));
  return made;
};
const parked = (): Promise<readonly ParkedMessage[]> => parkingLot.list({}, { limit: 20 });
const places = async (): Promise<unknown[]> => (await parked()).map(({ offset, appendedAtMs }) => [offset, appendedAtMs]);

test('what comes again is parked once, by itself and beside others', async () => {
  const lottery = runner();
  const first = at(7, before, 'unreadable');
  await lottery.deliver([first]);
  await lottery.deliver([first]);
  await lottery.deliver([first, at(8, before, 'unreadable'), first]);
  expect(await places()).toEqual([
    [7, before],
    [8, before],
  ]);
});

test('a log that was made anew parks at places that were used before, each time, and a copy is still a copy', async () => {
  const lottery = runner();
  const logs = [0, 1, 2].map((log) => [7, 8].map((offset) => at(offset, before + log * 3_600_000, `unreadable ${log}`)));
  for (const log of logs) await lottery.deliver(log);
  for (const log of logs) await lottery.deliver(log);
  expect(await places()).toEqual(logs.flat().map(({ offset, appendedAtMs }) => [offset, appendedAtMs]));
});

test('the same contents at the same place of two logs are two messages, and so are two contents of one instant', async () => {
  const lottery = runner();
  const copies = [at(7, before, 'unreadable'), at(7, afterwards, 'unreadable'), at(7, before, 'another')];
  for (const copy of [...copies, ...copies]) await lottery.deliver([copy]);
  expect(await parked()).toHaveLength(3);
});

test('what waits behind a key is replayed in the order of the logs, not of numbers that began again', async () => {
  const [handled, state] = [[] as number[], { poisonous: true }];
  const lottery = runner(handled, () => state.poisonous);
  const failing = [at(41, before, undefined, 1), at(42, before, undefined, 2)];
  await expect(lottery.deliver(failing)).rejects.toThrow('poison');
  await lottery.deliver(failing);
  await lottery.deliver([at(1, afterwards, undefined, 3), at(2, afterwards, undefined, 4)]);
  await lottery.deliver([at(41, afterwards, undefined, 5)]);
  state.poisonous = false;
  const [head] = await parked();
  expect(await parkingLot.replay(head!.id, 'operator-1')).toEqual({ outcome: 'replayed', messages: 5 });
  expect(handled).toEqual([1, 2, 3, 4, 5]);
});

/** As it parks, word for word. */
const releaseBefore = `insert into parked (id, reaction, topic, partition, "offset", key, headers, payload, payload_sha256, reason, attempts, holds_key, appended_at_ms)
  select gen_random_uuid(), reaction, topic, partition, "offset", key, headers, payload, payload_sha256, reason, attempts, holds_key, appended_at_ms
  from json_to_recordset($1::json) as r (reaction text, topic text, partition int, "offset" bigint, key text, headers json,
    payload text, payload_sha256 text, reason text, attempts int, holds_key boolean, appended_at_ms bigint)
  on conflict (reaction, topic, partition, "offset") do nothing`;

test('this release and the one before know each other’s copies', async () => {
  const lottery = runner();
  await lottery.deliver([at(7, before, 'unreadable')]);
  const rows = async (tx: Tx): Promise<object[]> =>
    tx.query(`select reaction, topic, partition, log_offset as "offset", key, headers, payload, payload_sha256, reason, attempts, holds_key,
      appended_at_ms from parked`);
  const told = await transactions.run(rows);
  const park = (offset: number): Promise<unknown> =>
    transactions.run((tx) => tx.query(releaseBefore, [JSON.stringify(told.map((row) => ({ ...row, offset })))]));
  await park(7);
  expect(await places()).toEqual([[7, before]]);
  await park(9);
  await lottery.deliver([at(9, before, 'unreadable')]);
  expect(await places()).toEqual([
    [7, before],
    [9, before],
  ]);
  await lottery.deliver([at(9, afterwards, 'unreadable')]);
  expect(await parked()).toHaveLength(3);
});
