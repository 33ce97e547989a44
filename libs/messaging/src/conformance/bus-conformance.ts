import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { eventually } from '@tongxiu/testkit';
import type { Bus, BusMessage } from '../bus.js';
import {
  collect,
  expectOrderPerKey,
  freshTopics,
  numbered,
  numberedMessage,
  numberOf,
  numbersOf,
  range,
  uniqueNumbers,
} from './numbered-messages.js';

// Longer than the patience of `eventually`, so that it is the unmet expectation that speaks.
jest.setTimeout(30_000);

/**
 * What every bus must do, said once. `makeBus` opens one more connection to the same log, as another process would; it should be
 * configured to retry a failed batch within some ten milliseconds.
 */
export function describeBus(name: string, makeBus: () => Promise<Bus>): void {
  describe(name, () => {
    const open: Bus[] = [];
    const another = async (): Promise<Bus> => {
      const bus = await makeBus();
      open.push(bus);
      return bus;
    };
    afterEach(async () => {
      await Promise.all(open.splice(0).map((bus) => bus.close()));
    });

    test('a message arrives as it was sent', async () => {
      const bus = await another();
      const [topic] = await freshTopics(bus, 1);
      const sent = { topic, key: '案-1', headers: { ce_id: 'a', ce_subject: '案-1' }, value: '{"名":"a\\n\\"b\\""}' };
      expect(await bus.publish([sent])).toEqual([0]);
      const { seen } = await collect(bus, { topics: [topic] });
      await eventually(() => seen.length === 1);
      expect(seen[0]).toMatchObject(sent);
      expect(seen[0]!.appendedAtMs).toBeGreaterThan(1_600_000_000_000);
    });

    test('messages of one key arrive in the order they were sent, in one partition', async () => {
      const bus = await another();
      const [topic] = await freshTopics(bus, 1);
      const { seen } = await collect(bus, { topics: [topic], batchSizeMax: 7 });
      for (let round = 0; round < 10; round++) await bus.publish(numbered(topic, 60, round * 60));
      await eventually(() => seen.length === 600);
      expectOrderPerKey(seen);
    });

    test('every group sees every message', async () => {
      const bus = await another();
      const [topic] = await freshTopics(bus, 1);
      const first = await collect(bus, { topics: [topic] });
      const second = await collect(bus, { topics: [topic] });
      await bus.publish(numbered(topic, 100));
      await eventually(() => first.seen.length === 100 && second.seen.length === 100);
    });

    test('one group may follow several topics', async () => {
      const bus = await another();
      const topics = await freshTopics(bus, 2);
      const { seen } = await collect(bus, { topics });
      await bus.publish([...numbered(topics[0]!, 50), ...numbered(topics[1]!, 50)]);
      await eventually(() => seen.length === 100);
      for (const topic of topics) expectOrderPerKey(seen.filter((message) => message.topic === topic));
    });

    test('a group goes on after a restart where it stopped, with what came in its absence', async () => {
      const bus = await another();
      const [topic] = await freshTopics(bus, 1);
      const before = await collect(bus, { topics: [topic], group: `again-${topic}` });
      await bus.publish(numbered(topic, 30));
      await eventually(() => before.seen.length === 30);
      await before.subscription.stop();
      await bus.publish(numbered(topic, 20, 30));
      const after = await collect(await another(), { topics: [topic], group: `again-${topic}` });
      await eventually(() => after.seen.length === 20);
      expect(numbersOf(after.seen)).toEqual(range(30, 50));
    });

    test('a new group begins at the beginning', async () => {
      const bus = await another();
      const [topic] = await freshTopics(bus, 1);
      await bus.publish(numbered(topic, 10));
      const { seen } = await collect(await another(), { topics: [topic] });
      await eventually(() => seen.length === 10);
    });

    test('a batch that throws comes again, in order, and is reported', async () => {
      const bus = await another();
      const [topic] = await freshTopics(bus, 1);
      const failures: number[] = [];
      const handed: BusMessage[] = [];
      let refusals = 3;
      await bus.subscribe({
        group: `again-${topic}`,
        topics: [topic],
        batchSizeMax: 10,
        onBatch: async (messages) => {
          if (refusals-- > 0) throw new Error('not now');
          handed.push(...messages);
        },
        onFailure: (_cause, failuresInARow) => failures.push(failuresInARow),
      });
      await bus.publish(range(0, 5).map((n) => numberedMessage(topic, 'one-key', n)));
      await eventually(() => handed.length === 5);
      expect(numbersOf(handed)).toEqual([0, 1, 2, 3, 4]);
      expect(failures).toEqual([1, 2, 3]);
    });

    test('a failing partition does not hold up the others', async () => {
      const bus = await another();
      const [topic] = await freshTopics(bus, 1);
      await bus.publish(numbered(topic, 200));
      const handed = new Set<number>();
      let broken: number | undefined;
      let cured = false;
      await bus.subscribe({
        group: `sick-${topic}`,
        topics: [topic],
        batchSizeMax: 20,
        onBatch: async (messages) => {
          broken ??= messages[0]!.partition;
          if (!cured && messages.some((message) => message.partition === broken)) throw new Error('sick');
          for (const message of messages) handed.add(numberOf(message));
        },
      });
      const inBroken = async (): Promise<number> => {
        const all = await collect(bus, { topics: [topic] });
        await eventually(() => all.seen.length === 200);
        return all.seen.filter((message) => message.partition === broken).length;
      };
      await eventually(() => broken !== undefined);
      const held = await inBroken();
      await eventually(() => handed.size === 200 - held);
      cured = true;
      await eventually(() => handed.size === 200);
    });

    test('a stopped group can be moved to the beginning, to the end and to an instant', async () => {
      const bus = await another();
      const [topic] = await freshTopics(bus, 1);
      const group = `moved-${topic}`;
      await bus.publish(numbered(topic, 20));
      const first = await collect(bus, { topics: [topic], group });
      await eventually(() => first.seen.length === 20);
      const lastMs = Math.max(...first.seen.map((message) => message.appendedAtMs));
      await expect(bus.seek(group, topic, 'beginning')).rejects.toThrow(group);
      await first.subscription.stop();

      await bus.seek(group, topic, 'beginning');
      const again = await collect(bus, { topics: [topic], group });
      await eventually(() => again.seen.length === 20);
      await again.subscription.stop();

      // Another millisecond, or the instant would not tell the two apart.
      await eventually(() => Date.now() > lastMs + 1);
      await bus.publish(numbered(topic, 10, 20));
      await bus.seek(group, topic, 'end');
      const ended = await collect(bus, { topics: [topic], group });
      await bus.publish(numbered(topic, 1, 30));
      await eventually(() => ended.seen.length === 1);
      expect(numbersOf(ended.seen)).toEqual([30]);
      await ended.subscription.stop();

      await bus.seek(group, topic, { fromMs: lastMs + 1 });
      const since = await collect(bus, { topics: [topic], group });
      await eventually(() => since.seen.length === 11);
      expect(numbersOf(since.seen)).toEqual(range(20, 31));
    });

    test('two members share the partitions, and the one that stays takes over', async () => {
      const [one, other] = [await another(), await another()];
      const [topic] = await freshTopics(one, 1);
      const group = `shared-${topic}`;
      const first = await collect(one, { topics: [topic], group });
      const second = await collect(other, { topics: [topic], group });
      let sent = 0;
      await eventually(async () => {
        await one.publish(numbered(topic, 60, sent));
        sent += 60;
        return first.seen.length > 0 && second.seen.length > 0;
      });
      await eventually(() => uniqueNumbers([...first.seen, ...second.seen]).length === sent);
      await first.subscription.stop();
      const heard = first.seen.length;
      await one.publish(numbered(topic, 60, sent));
      await eventually(() => uniqueNumbers([...first.seen, ...second.seen]).length === sent + 60);
      expect(first.seen.length).toBe(heard);
      expectOrderPerKey(second.seen);
    });

    test('many publishers at once lose nothing and keep their own order', async () => {
      const bus = await another();
      const [topic] = await freshTopics(bus, 1);
      const { seen } = await collect(await another(), { topics: [topic] });
      const publishers = [bus, await another(), await another()];
      await Promise.all(
        range(0, 12).map(async (publisher) => {
          for (let n = 0; n < 25; n++) {
            await publishers[publisher % 3]!.publish(range(0, 4).map((m) => numberedMessage(topic, `p${publisher}-${m}`, n)));
          }
        }),
      );
      await eventually(() => seen.length === 1200);
      expectOrderPerKey(seen);
    });

    test('ten thousand messages arrive, none lost, none twice, and the lag returns to zero', async () => {
      const bus = await another();
      const [topic] = await freshTopics(bus, 1);
      const { seen, subscription } = await collect(bus, { topics: [topic], batchSizeMax: 500 });
      for (let sent = 0; sent < 10_000; sent += 1000) await bus.publish(numbered(topic, 1000, sent));
      await eventually(() => seen.length >= 10_000, { timeoutMs: 30_000 });
      expect(uniqueNumbers(seen)).toEqual(range(0, 10_000));
      expect(seen.length).toBe(10_000);
      expectOrderPerKey(seen);
      await eventually(async () => (await subscription.lag()) === 0);
    });

    test('the lag counts what waits, and progress shows itself also where nothing comes', async () => {
      const bus = await another();
      const [topic] = await freshTopics(bus, 1);
      await bus.publish(numbered(topic, 40));
      let hold = true;
      const { seen, subscription } = await collect(bus, { topics: [topic] }, async () => {
        if (hold) throw new Error('held');
      });
      expect(await subscription.lag()).toBe(40);
      const before = subscription.lastProgressAt();
      hold = false;
      await eventually(() => seen.length === 40);
      await eventually(() => subscription.lastProgressAt() > before);
      const idle = subscription.lastProgressAt();
      await eventually(() => subscription.lastProgressAt() > idle);
    });

    test('stopping waits for the batch in work', async () => {
      const bus = await another();
      const [topic] = await freshTopics(bus, 1);
      let ended = false;
      let begun = false;
      const { subscription } = await collect(bus, { topics: [topic] }, async () => {
        begun = true;
        await eventually(() => stopping);
        ended = true;
      });
      let stopping = false;
      await bus.publish(numbered(topic, 1));
      await eventually(() => begun);
      const stopped = subscription.stop();
      stopping = true;
      await stopped;
      expect(ended).toBe(true);
    });

    test('a topic that exists keeps its number of partitions', async () => {
      const bus = await another();
      const [topic] = await freshTopics(bus, 1);
      await bus.ensureTopics([{ name: topic, partitions: 6 }]);
      await expect((await another()).ensureTopics([{ name: topic, partitions: 7 }])).rejects.toThrow(topic);
    });

    test('a topic nobody has made is refused', async () => {
      const bus = await another();
      const nowhere = `nowhere-${Math.random()}`;
      await expect(bus.publish([numberedMessage(nowhere, 'k', 1)])).rejects.toThrow(nowhere);
      await expect(collect(bus, { topics: [nowhere] })).rejects.toThrow(nowhere);
    });
  });
}
