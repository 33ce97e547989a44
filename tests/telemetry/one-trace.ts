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
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readScrape } from './figures.js';
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
  let unkept: SampleRecord;
  const pushed = randomBytes(16).toString('hex');
  const approved = randomBytes(16).toString('hex');
  const notKept = randomBytes(16).toString('hex');

  const readBack = (traceId: string): Promise<ReceivedSpan[]> =>
    eventually(
      async () => {
        const found = receiver.ofTrace(traceId).filter(({ name }) => name.startsWith('read back'));
        if (new Set(found.map(({ name }) => name)).size < sites.length) throw new Error(`read back: ${found.length}`);
        return found;
      },
      { timeoutMs: 30_000 },
    );

  const push = (record: SampleRecord): Promise<unknown> =>
    pushRecords(
      platform,
      [record],
      ({ row }) => row,
      () => undefined,
    );

  const shownEverywhere = async ({ recordKey }: SampleRecord): Promise<void> => {
    const authorization = `Bearer ${await platform.token('operator')}`;
    const address = `${platform.urls.sync}/records/${encodeURIComponent(recordKey)}/timeline`;
    await eventually(
      async () => {
        const answer = await fetch(address, { headers: { authorization } });
        const { versions } = (await answer.json()) as { versions: { sites: { state: string }[] }[] };
        return versions[0]?.sites.length === sites.length && versions[0].sites.every(({ state }) => state === 'verified');
      },
      { timeoutMs: 30_000 },
    );
  };

  beforeAll(async () => {
    receiver = await TraceReceiver.start();
    dataDir = await mkdtemp(join(tmpdir(), 'tongxiu-trace-'));
    // Everything is kept but what came with a trace that is not: whoever lost that word would begin a trace of its own, and show.
    const settings = { ...receiver.env, OTEL_TRACES_SAMPLER: 'parentbased_always_on', LOG_LEVEL: 'debug' };
    const env = Object.fromEntries(services.map((service) => [service, settings]));
    stack = await startStack({ dataDir, fresh: true, ports: 'free', bus, env, out: () => undefined });
    platform = platformOfStack(stack);
    const records = sampleRecords(40, localDate(new Date().toISOString()), platform.organs);
    [repaired, unkept] = records.filter(({ repairable }) => repairable) as [SampleRecord, SampleRecord];
    await inTrace(notKept, () => push(unkept), '00');
    await shownEverywhere(unkept);
    await inTrace(pushed, () => push(repaired));
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

  test('what its beginner does not keep, nobody on the way keeps, from the push to the reading back', () => {
    expect(receiver.ofTrace(notKept)).toEqual([]);
    const work = receiver.spans.filter(({ name }) => /^(POST|process|publish (?!outbox)|read back)/u.test(name));
    expect(work.length).toBeGreaterThan(sites.length);
    expect(work.filter(({ traceId }) => traceId !== pushed && traceId !== approved)).toEqual([]);
  });

  test('a line in the log of each service names the trace of its request', async () => {
    const asked = randomBytes(16).toString('hex');
    const { urls } = platform;
    await inTrace(asked, () => Promise.all([urls.intake, urls.review, urls.publicity, urls.sync].map((url) => fetch(`${url}/parked`))));
    for (const service of services) {
      const line = await eventually(async () => {
        const lines = (await readFile(join(dataDir, 'logs', `${service}.log`), 'utf8')).split('\n');
        return lines.find((one) => one.includes(asked));
      });
      expect(JSON.parse(line)).toMatchObject({ service, traceId: asked, route: '/parked', status: 401 });
    }
  });

  test('how far each reaction is behind is told over this bus, and so is every breaker', async () => {
    const figuresOf = async (url: string, name: string) => {
      const authorization = `Bearer ${await platform.token('operator')}`;
      const { samples } = readScrape(await (await fetch(`${url}/metrics`, { headers: { authorization } })).text());
      return samples.filter((sample) => sample.name === name);
    };
    const { urls } = platform;
    for (const [service, url] of [
      ['intake', urls.intake],
      ['review', urls.review],
      ['publicity', urls.publicity],
      ['sync', urls.sync],
    ] as const)
      await eventually(async () => {
        const lags = await figuresOf(url, 'tongxiu_reaction_lag');
        expect([service, lags.length > 0, ...lags.filter(({ value }) => value !== 0)]).toEqual([service, true]);
        return true;
      });
    const breakers = await figuresOf(urls.sync, 'tongxiu_lane_breaker');
    expect(breakers.map(({ labels, value }) => [labels['site'], value]).sort()).toEqual(sites.map((site) => [site, 0]).sort());
  });

  test('no span holds a name, a credit code or a record key', () => {
    const sent = receiver.bodies.join('\n');
    for (const { company, recordKey } of [repaired, unkept])
      for (const secret of [company.name, company.creditCode, recordKey]) expect(sent).not.toContain(secret);
    expect(receiver.spans.filter(({ name }) => /health|metrics/u.test(name))).toEqual([]);
  });
}

/** From the first span of a trace to this one, by parents; what the client began before is not ours. */
function wayOf(span: ReceivedSpan, all: readonly ReceivedSpan[]): readonly ReceivedSpan[] {
  const parent = all.find(({ spanId }) => spanId === span.parentSpanId);
  return parent === undefined ? [span] : [...wayOf(parent, all), span];
}

/** Every request of the work says, as a tracing client would, which trace it belongs to. */
async function inTrace(traceId: string, work: () => Promise<unknown>, flags = '01'): Promise<void> {
  const plainly = globalThis.fetch;
  globalThis.fetch = (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set('traceparent', `00-${traceId}-${randomBytes(8).toString('hex')}-${flags}`);
    return plainly(input, { ...init, headers });
  };
  try {
    await work();
  } finally {
    globalThis.fetch = plainly;
  }
}
