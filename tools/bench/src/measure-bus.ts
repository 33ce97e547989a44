import { judgeSite, platformOfStack, progressTo, readSite, tableOf, type Platform, type SampleCase, type Stages } from '@tongxiu/demo';
import { type BusKind, startStack, type RunningStack } from '@tongxiu/stack';
import { measureBusHop } from './bus-hop.js';
import { cpuSeconds } from './cpu.js';
import { hopsOf, type Hop } from './hops.js';
import { knownPids, machineOf, restingMegabytes, untilDatabaseRests, type Machine } from './machine.js';
import { measureLatency, measureThroughput, type Latency, type Throughput } from './measure.js';
import { measureRawLimits, type RawLimits } from './raw-limits.js';
import { expectationsOf, seedCases, type Seeded } from './seed.js';

export interface Load {
  readonly repairs: number;
  readonly seconds: number;
  readonly data: string;
}

interface Faults {
  readonly lost: number;
  readonly doubled: number;
  readonly outOfOrder: number;
  readonly phantom: number;
}

export interface BusReport extends Faults {
  readonly bus: BusKind;
  readonly machine: Machine;
  readonly throughput: Throughput;
  readonly latencyMs: { readonly at50: Latency; readonly at200: Latency };
  /** Outbox commit to handler start with the bus alone at work. */
  readonly busHopMs: { readonly at200: Latency };
  readonly raw: RawLimits;
  readonly ratios: { readonly siteUpdatesToSignedPost: number; readonly siteUpdatesToUnnest: number };
  readonly hops: readonly Hop[];
  readonly cpuMicrosPerRepair: Readonly<Record<string, number>>;
  readonly restingMb: Readonly<Record<string, number>>;
}

export const say = (text: string): void => void process.stdout.write(text);

/** A platform of its own over this bus, so that the figures of one run compare like with like. */
export async function measureBus(bus: BusKind, options: Load, signal: AbortSignal): Promise<BusReport> {
  const stack = await startStack({ bus, dataDir: options.data, fresh: true, ports: 'free', signal, out: () => undefined });
  // Whatever is being measured then fails at once.
  const interrupt = (): void => void stack.stop();
  signal.addEventListener('abort', interrupt, { once: true });
  try {
    const restingMb = await restingMegabytes(stack);
    const platform = platformOfStack(stack);
    const stages = progressTo(process.stdout);
    say('原始上限 · raw limits\n');
    const raw = await measureRawLimits(stack);
    say(`  ${raw.signedPostPerSecond} signed POST/s, ${raw.unnestRowsPerSecond} unnest rows/s\n\n总线一跳 · bus hop\n`);
    const at200 = await measureBusHop(stack, 200, 200 * options.seconds);
    say(`  commit → handler at 200/s: p50 ${at200.p50} ms, p99 ${at200.p99} ms (${at200.sent} sent)\n\n准备 · seed\n`);
    const counts = {
      warmup: Math.min(1_000, options.repairs),
      leadIn: 500,
      throughput: options.repairs,
      at50: 50 * options.seconds,
      at200: 200 * options.seconds,
    };
    const seeded = await seedCases(
      platform,
      counts.warmup + counts.leadIn + counts.throughput + counts.at50 + counts.at200,
      stages,
      signal,
    );
    const take = taker(seeded.cases);
    await measureThroughput(platform, take(counts.warmup), () => undefined);
    await untilDatabaseRests(stack);
    // Single decisions take another way than batches: its code and statements are warm before anything is timed.
    await measureLatency(platform, take(counts.leadIn), 50);
    const { latencyMs, hops } = await latencyPart(stack, platform, take(counts.at50), take(counts.at200));
    const { throughput, cpuMicrosPerRepair } = await throughputPart(stack, platform, take(counts.throughput), stages);
    const found = await judgeSites(platform, seeded);
    const ratios = {
      siteUpdatesToSignedPost: ratio(throughput.siteUpdatesPerSecond, raw.signedPostPerSecond),
      siteUpdatesToUnnest: ratio(throughput.siteUpdatesPerSecond, raw.unnestRowsPerSecond),
    };
    say(`\n  比率 · ratios: site updates / signed POST ${ratios.siteUpdatesToSignedPost}, / unnest rows ${ratios.siteUpdatesToUnnest}\n`);
    say(
      `  丢失 · lost ${found.lost}   重复 · doubled ${found.doubled}   乱序 · out of order ${found.outOfOrder}   无据 · phantom ${found.phantom}\n`,
    );
    const machine = await machineOf(stack);
    const busHopMs = { at200 };
    return { bus, machine, throughput, latencyMs, busHopMs, raw, ratios, ...found, hops, cpuMicrosPerRepair, restingMb };
  } finally {
    signal.removeEventListener('abort', interrupt);
    await stack.stop();
  }
}

async function throughputPart(
  stack: RunningStack,
  platform: Platform,
  cases: readonly SampleCase[],
  stages: Stages,
): Promise<{ throughput: Throughput; cpuMicrosPerRepair: Record<string, number> }> {
  say('\n吞吐 · throughput\n');
  const before = await cpuSeconds({ ...knownPids(stack), bench: process.pid });
  stages.begin({ zh: '批准→四站核实', en: 'approved → verified on all sites' }, cases.length);
  const throughput = await measureThroughput(platform, cases, (done) => stages.set(done));
  stages.end();
  const after = await cpuSeconds({ ...knownPids(stack), bench: process.pid });
  say(`  ${throughput.repairsPerSecond} repairs/s, ${throughput.siteUpdatesPerSecond} verified site updates/s\n\n`);
  const spent = Object.entries(after).map(
    ([name, used]) => [name, Math.round(((used - (before[name] ?? 0)) / cases.length) * 1e6)] as const,
  );
  say(`${tableOf([['process', 'CPU per repair'], ...spent.map(([name, micros]) => [name, `${micros} µs`])])}\n`);
  return { throughput, cpuMicrosPerRepair: Object.fromEntries(spent) };
}

async function latencyPart(
  stack: RunningStack,
  platform: Platform,
  casesAt50: readonly SampleCase[],
  casesAt200: readonly SampleCase[],
): Promise<{ latencyMs: BusReport['latencyMs']; hops: Hop[] }> {
  say('\n时延 · latency\n');
  const at50 = await measureLatency(platform, casesAt50, 50);
  const at200 = await measureLatency(platform, casesAt200, 200);
  const latencyMs = { at50: at50.latency, at200: at200.latency };
  for (const [rate, { p50, p99, sent }] of Object.entries(latencyMs)) say(`  ${rate}: p50 ${p50} ms, p99 ${p99} ms (${sent} sent)\n`);
  const hops = await hopsOf(stack, at200.scheduledAtMs, at200.appliedAtMs);
  say(`\n${tableOf([['hop at 200/s', 'p50', 'p99'], ...hops.map(({ hop, p50, p99 }) => [hop, `${p50} ms`, `${p99} ms`])])}\n`);
  return { latencyMs, hops };
}

/** Every case was approved by now; each site is asked what it made of it. */
async function judgeSites(platform: Platform, { cases, asked }: Seeded): Promise<Faults> {
  for (const { record } of cases) asked.get(record.recordKey)?.push({ state: 'withdrawn', acknowledgedAt: new Date().toISOString() });
  const found = { lost: 0, doubled: 0, outOfOrder: 0, phantom: 0 };
  for (const url of Object.values(platform.urls.sites)) {
    const findings = judgeSite(expectationsOf(asked), await readSite(url));
    for (const name of Object.keys(found) as (keyof typeof found)[]) found[name] += findings[name].length;
  }
  return found;
}

export const ratio = (part: number, whole: number): number => Math.round((part / whole) * 1000) / 1000;

function taker(cases: readonly SampleCase[]): (count: number) => readonly SampleCase[] {
  let taken = 0;
  return (count) => cases.slice(taken, (taken += count));
}
