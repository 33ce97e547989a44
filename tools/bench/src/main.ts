import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { judgeSite, platformOfStack, progressTo, readSite, tableOf, type SampleCase } from '@tongxiu/demo';
import { passedToNewerNode, repositoryRoot, startStack, type RunningStack } from '@tongxiu/stack';
import { Command } from 'commander';
import pg from 'pg';
import { cpuSeconds, residentMegabytes } from './cpu.js';
import { hopsOf } from './hops.js';
import { measureLatency, measureThroughput } from './measure.js';
import { signedPostsPerSecond, unnestRowsPerSecond } from './raw-limits.js';
import { spareSite } from './spare-site.js';
import { expectationsOf, seedCases } from './seed.js';

const program = new Command('bench')
  .description('Measures, in one run, how fast approved repairs reach every site, beside the raw limits of this machine.')
  .option('--report <file>', 'write the result as JSON')
  .option('--repairs <n>', 'repairs of the throughput part', Number, 20_000)
  .option('--seconds <n>', 'length of each latency part', Number, 30)
  .option('--data <folder>', 'where the data of the bench is kept; dropped at the start', join(repositoryRoot(), '.tongxiu', 'bench'));

if (!(await passedToNewerNode(repositoryRoot()))) {
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort(new Error('stopped')));
  process.exitCode = await bench(program.parse().opts(), stop.signal);
}

async function bench(options: { report?: string; repairs: number; seconds: number; data: string }, signal: AbortSignal): Promise<number> {
  const say = (text: string): void => void process.stdout.write(text);
  const stack = await startStack({ dataDir: options.data, fresh: true, ports: 'free', signal, out: () => undefined });
  try {
    const resting = await restingMegabytes(stack);
    const platform = platformOfStack(stack);
    const stages = progressTo(process.stdout);

    say('原始上限 · raw limits\n');
    const site = await spareSite();
    const raw = {
      signedPostPerSecond: await signedPostsPerSecond(site, 5).finally(() => site.stop()),
      unnestRowsPerSecond: await unnestRowsPerSecond(stack.databases.sync, 5),
    };
    say(`  ${raw.signedPostPerSecond} signed POST/s, ${raw.unnestRowsPerSecond} unnest rows/s\n\n准备 · seed\n`);

    const counts = {
      warmup: Math.min(1_000, options.repairs),
      throughput: options.repairs,
      at50: 50 * options.seconds,
      at200: 200 * options.seconds,
    };
    const { cases, asked } = await seedCases(platform, counts.warmup + counts.throughput + counts.at50 + counts.at200, stages);
    const take = taker(cases);
    await measureThroughput(platform, take(counts.warmup), () => undefined);

    say('\n吞吐 · throughput\n');
    const before = await cpuSeconds(knownPids(stack));
    stages.begin({ zh: '批准→四站核实', en: 'approved → verified on all sites' }, counts.throughput);
    const throughput = await measureThroughput(platform, take(counts.throughput), (done) => stages.set(done));
    stages.end();
    const after = await cpuSeconds(knownPids(stack));
    say(`  ${throughput.repairsPerSecond} repairs/s, ${throughput.siteUpdatesPerSecond} verified site updates/s\n\n`);
    const cpu = Object.entries(after).map(([name, used]) => ({
      name,
      perRepairMicros: Math.round(((used - (before[name] ?? 0)) / counts.throughput) * 1e6),
    }));
    say(`${tableOf([['process', 'CPU per repair'], ...cpu.map(({ name, perRepairMicros }) => [name, `${perRepairMicros} µs`])])}\n`);

    say('\n时延 · latency\n');
    const at50 = await measureLatency(platform, take(counts.at50), 50);
    const at200 = await measureLatency(platform, take(counts.at200), 200);
    const latencyMs = { at50: at50.latency, at200: at200.latency };
    for (const [rate, { p50, p99, sent }] of Object.entries(latencyMs)) say(`  ${rate}: p50 ${p50} ms, p99 ${p99} ms (${sent} sent)\n`);
    const hops = await hopsOf(stack.databases, at200.scheduledAtMs, at200.appliedAtMs);
    say(`\n${tableOf([['hop at 200/s', 'p50', 'p99'], ...hops.map(({ hop, p50, p99 }) => [hop, `${p50} ms`, `${p99} ms`])])}\n`);

    for (const { record } of cases) asked.get(record.recordKey)?.push({ state: 'withdrawn', acknowledgedAt: new Date().toISOString() });
    const found = { lost: 0, doubled: 0, outOfOrder: 0, phantom: 0 };
    for (const url of Object.values(platform.urls.sites)) {
      const findings = judgeSite(expectationsOf(asked), await readSite(url));
      for (const name of Object.keys(found) as (keyof typeof found)[]) found[name] += findings[name].length;
    }
    const { repairs, seconds, repairsPerSecond, siteUpdatesPerSecond } = throughput;
    const report = {
      bus: 'embedded',
      machine: {
        cores: cpus().length,
        model: cpus()[0]?.model.trim() ?? '',
        node: process.versions.node,
        postgres: await postgresVersion(stack),
      },
      throughput: { repairs, repairsPerSecond, siteUpdatesPerSecond, seconds: Math.round(seconds * 10) / 10 },
      latencyMs,
      raw,
      ratios: {
        siteUpdatesToSignedPost: ratio(siteUpdatesPerSecond, raw.signedPostPerSecond),
        siteUpdatesToUnnest: ratio(siteUpdatesPerSecond, raw.unnestRowsPerSecond),
      },
      ...found,
      hops,
      cpuMicrosPerRepair: Object.fromEntries(cpu.map(({ name, perRepairMicros }) => [name, perRepairMicros])),
      restingMegabytes: resting,
    };
    say(
      `\n  ratios: site updates / signed POST ${report.ratios.siteUpdatesToSignedPost}, / unnest rows ${report.ratios.siteUpdatesToUnnest}\n`,
    );
    say(
      `  丢失 · lost ${found.lost}   重复 · doubled ${found.doubled}   乱序 · out of order ${found.outOfOrder}   无据 · phantom ${found.phantom}\n`,
    );
    if (options.report !== undefined) await writeFile(options.report, `${JSON.stringify(report, null, 2)}\n`);
    return found.lost + found.doubled + found.outOfOrder + found.phantom === 0 ? 0 : 1;
  } finally {
    await stack.stop();
  }
}

const ratio = (part: number, whole: number): number => Math.round((part / whole) * 1000) / 1000;

function taker(cases: readonly SampleCase[]): (count: number) => readonly SampleCase[] {
  let taken = 0;
  return (count) => cases.slice(taken, (taken += count));
}

const knownPids = (stack: RunningStack): Record<string, number> =>
  Object.fromEntries(Object.entries(stack.pids).flatMap(([name, pid]) => (pid === undefined ? [] : [[name, pid]])));

async function restingMegabytes(stack: RunningStack): Promise<Record<string, number>> {
  const measured = await Promise.all(
    Object.entries(knownPids(stack)).map(async ([name, pid]) => [name, await residentMegabytes(pid)] as const),
  );
  return Object.fromEntries(measured.flatMap(([name, megabytes]) => (megabytes === undefined ? [] : [[name, megabytes]])));
}

async function postgresVersion(stack: RunningStack): Promise<string> {
  const client = new pg.Client({ connectionString: stack.databases.sync });
  await client.connect();
  try {
    const { rows } = await client.query<{ server_version: string }>('show server_version');
    return rows[0]?.server_version ?? '';
  } finally {
    await client.end();
  }
}
