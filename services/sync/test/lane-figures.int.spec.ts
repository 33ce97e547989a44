import { expect, jest, test } from '@jest/globals';
import { sitePaths } from '@tongxiu/contracts';
import { Metrics } from '@tongxiu/hosting';
import { PgTransactions } from '@tongxiu/messaging';
import { LaneFigures } from '../src/adapters/metrics/lane-figures.js';
import { Stage } from './stage.js';
import { keyOf, publication, type SyncUnderTest } from './sync-under-test.js';

jest.setTimeout(60_000);

const stage = new Stage();

/** What one site's lane shows in a scrape, by the last word of each figure. */
async function laneOf(site: string, sync: SyncUnderTest): Promise<Record<string, number>> {
  const metrics = new Metrics();
  new LaneFigures(metrics, new PgTransactions(sync.pool));
  const lines = (await metrics.text()).matchAll(/^tongxiu_lane_(\w+)\{site="(\w+)"\} (\S+)$/gmu);
  return Object.fromEntries([...lines].flatMap(([, name = '', of, value]) => (of === site ? [[name, Number(value)]] : [])));
}

test('a change that is parked does not make its site look stalled, and its due time still comes', async () => {
  const sync = await stage.started();
  stage.one.misbehave = (path, changes) =>
    path === sitePaths.publications && changes.some(({ recordKey }) => recordKey === keyOf(1)) && changes.length === 1
      ? { kind: 'reject', code: 'NO_PERMISSION' }
      : undefined;
  await sync.take([publication(1, 1, 'shown')]);
  await stage.reached(1, 1, 'parked', 'verified');
  expect(await laneOf('one', sync)).toEqual({ open: 1, parked: 1, oldest_seconds: 0, breaker: 0, due_seconds: expect.any(Number) });
  expect(await laneOf('other', sync)).toEqual({ open: 0, parked: 0, oldest_seconds: 0, breaker: 0 });

  stage.one.misbehave = (path) => (path === sitePaths.publications ? { kind: 'accept' } : undefined);
  await sync.take([publication(2, 1, 'shown')]);
  await stage.reached(2, 1, 'accepted', 'verified');
  const both = await laneOf('one', sync);
  expect(both).toMatchObject({ open: 2, parked: 1 });
  expect(both['oldest_seconds']).toBeGreaterThan(0);
});
