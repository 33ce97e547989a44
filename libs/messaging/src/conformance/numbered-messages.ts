import { randomUUID } from 'node:crypto';
import type { Bus, BusMessage, OutgoingMessage, Subscription, SubscriptionOptions } from '../bus.js';

/** A broker that was given keeps the topics of earlier runs, and process numbers come again. */
const run = randomUUID();
let topicCount = 0;

export async function freshTopics<Count extends number>(bus: Bus, count: Count): Promise<[string, ...string[]]> {
  const names = range(0, count).map(() => `conformance-${run}-${topicCount++}`);
  await bus.ensureTopics(names.map((name) => ({ name, partitions: 6 })));
  return names as [string, ...string[]];
}

export interface Collected {
  readonly seen: BusMessage[];
  readonly subscription: Subscription;
}

export async function collect(
  bus: Bus,
  options: Pick<SubscriptionOptions, 'topics'> & Partial<SubscriptionOptions>,
  before: (messages: readonly BusMessage[]) => Promise<void> = async () => undefined,
): Promise<Collected> {
  const seen: BusMessage[] = [];
  const onBatch = async (messages: readonly BusMessage[]): Promise<void> => {
    await before(messages);
    seen.push(...messages);
  };
  const group = `group-${Math.random().toString(36).slice(2)}`;
  return { seen, subscription: await bus.subscribe({ group, batchSizeMax: 100, onBatch, ...options }) };
}

export const range = (from: number, to: number): number[] => Array.from({ length: Math.max(0, to - from) }, (_, n) => from + n);

export const numberedMessage = (topic: string, key: string, n: number): OutgoingMessage => ({
  topic,
  key,
  headers: { ce_id: `${key}/${n}` },
  value: JSON.stringify({ n }),
});

/** Numbered over all, spread over 24 keys. */
export const numbered = (topic: string, count: number, from = 0): OutgoingMessage[] =>
  range(from, from + count).map((n) => numberedMessage(topic, `key-${n % 24}`, n));

export const numberOf = (message: BusMessage): number => (JSON.parse(message.value) as { n: number }).n;
export const numbersOf = (messages: readonly BusMessage[]): number[] => messages.map(numberOf).sort((a, b) => a - b);
export const uniqueNumbers = (messages: readonly BusMessage[]): number[] => [...new Set(numbersOf(messages))];

export function expectOrderPerKey(messages: readonly BusMessage[]): void {
  const last = new Map<string, { n: number; partition: number; offset: number }>();
  for (const message of messages) {
    const before = last.get(message.key);
    const now = { n: numberOf(message), partition: message.partition, offset: message.offset };
    if (before !== undefined && !(now.n > before.n && now.offset > before.offset && now.partition === before.partition)) {
      throw new Error(`Key ${message.key}: number ${now.n} came after ${before.n}.`);
    }
    last.set(message.key, now);
  }
}
