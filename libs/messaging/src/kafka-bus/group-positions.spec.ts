import { expect, test } from '@jest/globals';
import type { Admin } from 'kafkajs';
import { GroupPositions } from './group-positions.js';

const topic = 'draws';

/** Brokers whose partitions begin and end at these offsets, and a group that stands at others; -1 is nowhere. */
async function standing(partitions: readonly { readonly low: number; readonly high: number; readonly group: number }[]) {
  const numbered = partitions.map((each, partition) => ({ ...each, partition }));
  const admin = {
    fetchTopicOffsets: async () => numbered.map(({ partition, low, high }) => ({ partition, low: String(low), high: String(high) })),
    fetchOffsets: async () => [{ topic, partitions: numbered.map(({ partition, group }) => ({ partition, offset: String(group) })) }],
  } as unknown as Admin;
  const positions = new GroupPositions(async () => admin);
  const gaps: string[] = [];
  const found = await positions.positions('g', [topic], await positions.ends([topic]), (lane, offsets) => gaps.push(`${lane}: ${offsets}`));
  return { positions: [...found.values()], gaps, lag: await positions.lag('g', [topic]) };
}

test('a group goes on where it stands, and begins at the beginning where it has never stood', async () => {
  expect(
    await standing([
      { low: 0, high: 50, group: 30 },
      { low: 7, high: 9, group: -1 },
    ]),
  ).toEqual({ positions: [30, 7], gaps: [], lag: 22 });
});

test('what was deleted before a group had read it is told, lane by lane', async () => {
  expect(
    await standing([
      { low: 40, high: 50, group: 30 },
      { low: 30, high: 50, group: 30 },
    ]),
  ).toEqual({ positions: [40, 30], gaps: ['draws/0: 10'], lag: 30 });
});
