import { expect, test } from '@jest/globals';
import { Metrics, type Figures } from './metrics.js';

const lane = { name: 'tongxiu_lane_open', help: 'Open.', labels: ['site'] };
const waiting = { name: 'tongxiu_outbox_waiting', help: 'Waiting.', labels: [] };
const linesOf = async (metrics: Metrics): Promise<string[]> => (await metrics.text()).split('\n').filter((line) => /^tongxiu/u.test(line));

test('what a database knows is asked with every scrape, and what it no longer names is gone', async () => {
  const metrics = new Metrics();
  const answers: Figures[] = [
    { tongxiu_lane_open: [{ labels: { site: 'a' }, value: 2 }], tongxiu_outbox_waiting: [{ labels: {}, value: 0 }] },
    { tongxiu_lane_open: [{ labels: { site: 'b' }, value: 1 }] },
  ];
  metrics.ask({ name: 'lanes', gauges: [lane, waiting], ask: async () => answers.shift() ?? {} });
  expect(await linesOf(metrics)).toEqual(['tongxiu_lane_open{site="a"} 2', 'tongxiu_outbox_waiting 0']);
  expect(await linesOf(metrics)).toEqual(['tongxiu_lane_open{site="b"} 1']);
});

test('a question without an answer leaves out its own gauges and nobody else’s', async () => {
  const metrics = new Metrics();
  metrics.ask({ name: 'broken', gauges: [lane], ask: () => Promise.reject(new Error('no database')) });
  metrics.ask({ name: 'sound', gauges: [waiting], ask: async () => ({ tongxiu_outbox_waiting: [{ labels: {}, value: 3 }] }) });
  expect(await linesOf(metrics)).toEqual(['tongxiu_outbox_waiting 3']);
});

test('several who ask at once get one answer', async () => {
  const metrics = new Metrics();
  let asked = 0;
  metrics.ask({
    name: 'lanes',
    gauges: [waiting],
    ask: async () => ({ tongxiu_outbox_waiting: [{ labels: {}, value: (asked += 1) }] }),
  });
  await Promise.all([metrics.text(), metrics.text(), metrics.text()]);
  expect(asked).toBe(1);
});

test('a counter told of nothing yet is there with 0', async () => {
  const metrics = new Metrics();
  metrics.counter('tongxiu_breaches_total', 'Breaches.', ['site']).add({ site: 'a' }, 0);
  expect(await linesOf(metrics)).toEqual(['tongxiu_breaches_total{site="a"} 0']);
});
