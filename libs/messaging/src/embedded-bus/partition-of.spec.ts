import { expect, test } from '@jest/globals';
import { murmur2, partitionOf } from './partition-of.js';

// The pairs of Apache Kafka's own UtilsTest.
test.each([
  ['21', -973932308],
  ['foobar', -790332482],
  ['a-little-bit-long-string', -985981536],
  ['a-little-bit-longer-string', -1486304829],
  ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
  ['abc', 479470107],
] as const)('murmur2 of %s is what Kafka computes', (key, hash) => {
  expect(murmur2(Buffer.from(key))).toBe(hash);
});

test('keys spread evenly over the partitions', () => {
  const counts = [0, 0, 0, 0, 0, 0];
  for (let n = 0; n < 6000; n++) counts[partitionOf(`penalty:11150100000000000X:京市监罚〔2025〕${n}号`, 6)]! += 1;
  for (const count of counts) expect(count).toBeGreaterThan(850);
});
