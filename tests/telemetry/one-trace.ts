import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  acceptCases,
  apply,
  approveCases,
  platformOfStack,
  pushRecords,
  sampleRecords,
  type Platform,
  type SampleRecord,
} from '@tongxiu/demo';
import { sandboxSites, startStack, type BusKind, type RunningStack } from '@tongxiu/stack';
import { eventually } from '@tongxiu/testkit';
import { localDate } from '@tongxiu/working-days';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TraceReceiver, type ReceivedSpan } from './trace-receiver.js';

const sites = sandboxSites.map(({ id }) => id);
const services = ['intake', 'review', 'publicity', 'sync'];
/** The same promise over either bus. */
export function aboutOneTrace(bus: BusKind): void {
  let receiver: TraceReceiver;
  let stack: RunningStack;
  let platform: Platform;
  let dataDir: string;
  let repaired: SampleRecord;
  const pushed = randomBytes(16).toString('hex');
  const approved = randomBytes(16).toString('hex');

  const readBack = (traceId: string): Promise<ReceivedSpan[]> =>
    eventually(
      async () => {
        const found = receiver.ofTrace(traceId).filter(({ name }) => name.startsWith('read back'));
        if (new Set(found.map(({ name }) => name)).size < sites.length) throw new Error(`read back: ${found.length}`);
        return found;
      },
      { timeoutMs: 30_000 },
    );

  beforeAll(async () => {
    receiver = await TraceReceiver.start();
    dataDir = await mkdtemp(join(tmpdir(), 'tongxiu-trace-'));
    const env = Object.fromEntries(services.map((service) => [service, receiver.env]));
    stack = await startStack({ dataDir, fresh: true, ports: 'free', bus, env, out: () => undefined });
    platform = platformOfStack(stack);
    const records = sampleRecords(40, localDate(new Date().toISOString()), platform.organs);
    repaired = records.find(({ repairable }) => repairable)!;
    await inTrace(pushed, () =>
      pushRecords(
        platform,
        [repaired],
        ({ row }) => row,
        () => undefined,
      ),
    );
    // A record repaired before its sites showed it is only ever told to them as repaired: what waits is told as it is by then.
    await readBack(pushed);
    await inTrace(approved, async () => {
      const cases = await apply(platform, [repaired], () => undefined);
      await acceptCases(platform, cases, () => undefined);
      await approveCases(platform, cases, () => undefined);
    });
  }, 120_000);

  afterAll(async () => {
    await stack.stop();
    await receiver.stop();
    await rm(dataDir, { recursive: true, force: true });
  }, 60_000);

  test('from application and approval to the reading back of each site, link by link', async () => {
    const ends = await readBack(approved);
    expect(new Set(ends.map(({ name }) => name))).toEqual(new Set(sites.map((site) => `read back ${site}`)));
    // What began earlier may be sent later: each process sends its spans in its own time.
    await eventually(() => {
      for (const end of ends) {
        const way = wayOf(end, receiver.ofTrace(approved));
        expect(way.map(({ service, name }) => `${service}: ${name}`)).toEqual([
          'review: POST /reviews/decisions',
          'publicity: process publicity.end-publications',
          'sync: process sync.take-publications',
          `sync: ${end.name.replace('read back', 'publish')}`,
          `sync: ${end.name}`,
        ]);
      }
      return true;
    });
    const begun = receiver.ofTrace(approved).find(({ service, name }) => service === 'review' && name.startsWith('process'))!;
    expect(wayOf(begun, receiver.ofTrace(approved)).map(({ service }) => service)).toEqual(['intake', 'review']);
  });

  test('what every site shows comes back to the applicant’s case in the same trace', async () => {
    const told = await eventually(() => {
      const found = receiver.ofTrace(approved).filter(({ service, name }) => service === 'intake' && name === 'process intake.follow-case');
      const ways = found.map((span) => wayOf(span, receiver.ofTrace(approved)).map(({ service }) => service));
      const last = ways.find((way) => way.includes('sync') && way[0] === 'review');
      if (last === undefined) throw new Error(`the case heard of ${JSON.stringify(ways)}`);
      return last;
    });
    expect(told).toEqual(['review', 'publicity', 'sync', 'intake']);
  });

  test('a pushed record is followed just so', async () => {
    const [end] = await readBack(pushed);
    await eventually(() => {
      const way = wayOf(end!, receiver.ofTrace(pushed));
      expect(way.map(({ service }) => service)).toEqual(['intake', 'publicity', 'sync', 'sync', 'sync']);
      return true;
    });
  });

  test('the outbox shows its way onto the bus without breaking the chain', async () => {
    const carried = await eventually(() => {
      const found = receiver.spans.filter(
        ({ name, traceId, links }) => name === 'publish outbox' && (traceId === approved || links.length > 0),
      );
      if (found.length === 0) throw new Error('nothing was carried');
      return found;
    });
    expect(carried.every(({ attributes }) => Number(attributes['messaging.batch.message_count']) > 0)).toBe(true);
  });

  test('no span holds a name, a credit code or a record key', () => {
    const sent = receiver.bodies.join('\n');
    for (const secret of [repaired.company.name, repaired.company.creditCode, repaired.recordKey]) expect(sent).not.toContain(secret);
    expect(receiver.spans.filter(({ name }) => /health|metrics/u.test(name))).toEqual([]);
  });
}

/** From the first span of a trace to this one, by parents; what the client began before is not ours. */
function wayOf(span: ReceivedSpan, all: readonly ReceivedSpan[]): readonly ReceivedSpan[] {
  const parent = all.find(({ spanId }) => spanId === span.parentSpanId);
  return parent === undefined ? [span] : [...wayOf(parent, all), span];
}

/** Every request of the work says, as a tracing client would, which trace it belongs to. */
async function inTrace(traceId: string, work: () => Promise<unknown>): Promise<void> {
  const plainly = globalThis.fetch;
  globalThis.fetch = (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set('traceparent', `00-${traceId}-${randomBytes(8).toString('hex')}-01`);
    return plainly(input, { ...init, headers });
  };
  try {
    await work();
  } finally {
    globalThis.fetch = plainly;
  }
}
