/**
 * The partition of a key: Kafka's own rule (murmur2 of the UTF-8 bytes, sign bit dropped, modulo), so that a key keeps its
 * partition number on either bus and every Kafka client that uses its default partitioner agrees with us.
 */
export const partitionOf = (key: string, partitions: number): number => (murmur2(Buffer.from(key)) & 0x7fffffff) % partitions;

const m = 0x5bd1e995;

export function murmur2(data: Uint8Array): number {
  const view = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const whole = data.length - (data.length % 4);
  let h = 0x9747b28c ^ data.length;
  for (let at = 0; at < whole; at += 4) {
    let k = Math.imul(view.readInt32LE(at), m);
    k ^= k >>> 24;
    h = Math.imul(h, m) ^ Math.imul(k, m);
  }
  const rest = data.length - whole;
  if (rest === 3) h ^= view.readUInt8(whole + 2) << 16;
  if (rest >= 2) h ^= view.readUInt8(whole + 1) << 8;
  if (rest >= 1) h = Math.imul(h ^ view.readUInt8(whole), m);
  h = Math.imul(h ^ (h >>> 13), m);
  return h ^ (h >>> 15);
}
