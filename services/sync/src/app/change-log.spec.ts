import { expect, test } from '@jest/globals';
import type { Change } from '../domain/effect.js';
import { change } from '../domain/example-changes.js';
import { ChangeLog, RecentChanges } from './change-log.js';

class Database extends ChangeLog {
  asked = 0;
  after(): Promise<readonly Change[]> {
    this.asked += 1;
    return Promise.resolve([]);
  }
}

const log = (...ids: number[]): { recent: RecentChanges; database: Database } => {
  const database = new Database();
  const recent = new RecentChanges(database);
  recent.add(ids.map((id) => change(id, String(id), 1)));
  return { recent, database };
};
const idsAfter = async (recent: RecentChanges, id: number, thorough = false): Promise<number[]> =>
  (await recent.after(id, 10, thorough)).map((one) => one.id);

test('what was just taken in is read from memory', async () => {
  const { recent, database } = log(5, 6, 7);
  expect([await idsAfter(recent, 4), await idsAfter(recent, 6), await idsAfter(recent, 7), database.asked]).toEqual([
    [5, 6, 7],
    [7],
    [],
    0,
  ]);
});

test.each([
  ['older than memory', 3, false],
  ['looked for thoroughly at the end', 7, true],
])('what is %s is asked of the database', async (_case, id, thorough) => {
  const { recent, database } = log(5, 6, 7);
  await idsAfter(recent, id, thorough);
  expect(database.asked).toBe(1);
});

test('a gap, left by another instance, makes memory forget what lies before it', async () => {
  const { recent, database } = log(5, 6, 9);
  expect([await idsAfter(recent, 8), await idsAfter(recent, 6), database.asked]).toEqual([[9], [], 1]);
});

test('an older version is marked once a newer one is taken in, and an outdated one marks nothing', async () => {
  const recent = new RecentChanges(new Database());
  recent.add([change(1, 'a', 1), change(2, 'b', 2)]);
  recent.add([change(3, 'a', 2), change(4, 'b', 1, { outdated: true })]);
  expect((await recent.after(0, 10, false)).map(({ overtaken }) => overtaken === true)).toEqual([true, false, false, false]);
});

test('memory stays bounded, by number and by length', async () => {
  const many = log(...Array.from({ length: 20_000 }, (_, index) => index + 1));
  expect(await idsAfter(many.recent, 19_999)).toEqual([20_000]);
  expect(await idsAfter(many.recent, 5_000)).toEqual([]);
  const long = new RecentChanges(new Database());
  for (let id = 1; id <= 100; id += 1) long.add([change(id, String(id), 1, { body: 'x'.repeat(1_000_000) })]);
  expect(await idsAfter(long, 99)).toEqual([100]);
  expect(await idsAfter(long, 50)).toEqual([]);
});
