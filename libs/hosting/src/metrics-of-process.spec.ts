import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from '@jest/globals';
import { eventually } from '@tongxiu/testkit';
import { Metrics } from './metrics.js';
import { watchProcess } from './metrics-of-process.js';

const metrics = new Metrics();
watchProcess(metrics);

const valueOf = async (series: string): Promise<number> => {
  const line = (await metrics.text()).split('\n').find((one) => one.startsWith(`${series} `));
  return Number(line?.slice(series.length + 1));
};

function holdTheLoop(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

/** After a scrape the loop has to be looked at twice before there is a figure again. */
const unhurried = { intervalMs: 250 };

test('a loop that is held shows how long it was, and once that is told it is forgotten', async () => {
  const busy = await valueOf('nodejs_eventloop_busy_seconds_total');
  await eventually(async () => {
    holdTheLoop(600);
    await turn();
    await turn();
    return (await valueOf('nodejs_eventloop_lag_max_seconds')) > 0.5;
  }, unhurried);
  expect((await valueOf('nodejs_eventloop_busy_seconds_total')) - busy).toBeGreaterThan(0.5);
  await eventually(async () => (await valueOf('nodejs_eventloop_lag_max_seconds')) < 0.3, unhurried);
});

test('every garbage collection is counted, also the second one of a turn', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const counted = 'nodejs_gc_duration_seconds_count{kind="major"}';
  const before = (await valueOf(counted)) || 0;
  for (let turn = 0; turn < 5; turn += 1) collect();
  await eventually(async () => (await valueOf(counted)) >= before + 5);
});

test('memory, processor time and open files are those of this process', async () => {
  expect(Math.abs((await valueOf('process_resident_memory_bytes')) / process.memoryUsage.rss() - 1)).toBeLessThan(0.5);
  expect(await valueOf('nodejs_heap_size_used_bytes')).toBeLessThan(await valueOf('nodejs_heap_size_limit_bytes'));
  expect(await valueOf('process_cpu_seconds_total')).toBeGreaterThan(0);
  expect(await valueOf('process_start_time_seconds')).toBeLessThan(Date.now() / 1000);
  expect(await valueOf('process_open_fds')).toBeGreaterThan(2);
});
