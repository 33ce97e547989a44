import { percentiles } from '@tongxiu/demo';
import { createBus, type Bus } from '@tongxiu/messaging';
import { drawn, recording, serviceDatabase, startLottery, type LotteryService } from '@tongxiu/messaging/lottery';
import { withClient, withDatabase, type RunningStack } from '@tongxiu/stack';
import type { Latency } from './measure.js';
import { openLoop } from './open-loop.js';

const keys = 200;
const warmup = 1_000;

/**
 * What the bus alone takes: from the commit of a fact to the start of the reaction to it, one fact to a transaction, sent on
 * schedule, while the platform beside it rests. Milliseconds.
 */
export async function measureBusHop(stack: RunningStack, perSecond: number, count: number): Promise<Latency> {
  const pool = await serviceDatabase(await emptyDatabase(stack.databases.bus, 'tongxiu_bench'));
  const begun: number[] = [];
  const service = await startLottery({ pool, bus: busOf(stack), controller: stamping(begun) });
  try {
    await send(service, 0, warmup, perSecond);
    await arrived(begun, warmup);
    const committed = await send(service, warmup, count, perSecond);
    await arrived(begun, warmup + count);
    return { ...percentiles(committed.map((at, n) => begun[warmup + n]! - at)), sent: count };
  } finally {
    await service.app.close();
    await pool.end();
  }
}

const busOf = ({ brokers, databases }: RunningStack): Bus =>
  createBus(
    brokers === undefined
      ? { kind: 'embedded', databaseUrl: databases.bus }
      : { kind: 'kafka', brokers, replicationFactor: 1, retentionMs: 3_600_000 },
  );

/** A reaction that notes when it was begun for each fact, before it does anything. */
const stamping = (begun: number[]): ReturnType<typeof recording> =>
  recording((draws) => {
    const now = performance.now();
    for (const { data } of draws) begun[data.number] ??= now;
  });

/** When each fact was committed, as far as its writer knows. */
async function send(service: LotteryService, first: number, count: number, perSecond: number): Promise<number[]> {
  const committed: number[] = [];
  await openLoop(count, perSecond, async (n) => {
    await service.tell(drawn(`urn-${n % keys}`, first + n));
    committed[n] = performance.now();
  });
  return committed;
}

async function arrived(begun: readonly number[], count: number): Promise<void> {
  const givesUpAt = performance.now() + 60_000;
  while (begun.filter(() => true).length < count) {
    if (performance.now() > givesUpAt) throw new Error('not every fact reached its reaction within a minute');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function emptyDatabase(besideUrl: string, name: string): Promise<string> {
  await withClient(besideUrl, async (client) => {
    await client.query(`drop database if exists ${name} with (force)`);
    await client.query(`create database ${name}`);
  });
  return withDatabase(besideUrl, name);
}
