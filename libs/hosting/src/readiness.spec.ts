import { expect, test } from '@jest/globals';
import { Readiness } from './readiness.js';

const kind = { zh: '数据库无应答', en: 'the database does not answer' };
const refused = 'password authentication failed for user "tongxiu_intake" at db-7.internal:5432';

test('of every part that is not ready the kind of trouble is told; a check that throws is a reason too', async () => {
  const readiness = new Readiness(() => undefined);
  readiness.add('database', () => undefined, kind);
  readiness.add('reactions', () => 'review.open-cases fails', { zh: '消息处理停滞', en: 'stands still' });
  readiness.add('sites', () => Promise.reject(new Error(refused)));
  await expect(readiness.troubles()).resolves.toEqual([
    { part: 'reactions', kind: { zh: '消息处理停滞', en: 'stands still' } },
    { part: 'sites', kind: { zh: expect.stringContaining('日志'), en: expect.stringContaining('log') } },
  ]);
});

test('why is told to the log alone, once for as long as it stays the same, and so is the end of it', async () => {
  const told: string[] = [];
  let why: string | undefined = `${refused}, 3 attempts failed`;
  const readiness = new Readiness((line) => told.push(line));
  readiness.add('database', () => (why === undefined ? undefined : Promise.reject(new Error(why))), kind);
  expect(JSON.stringify(await readiness.troubles())).not.toMatch(/tongxiu_intake|db-7/u);
  why = `${refused}, 4 attempts failed`;
  await readiness.troubles();
  why = 'no answer';
  await readiness.troubles();
  why = undefined;
  expect(await readiness.troubles()).toEqual([]);
  await readiness.troubles();
  expect(told).toEqual([
    `database is not ready: ${refused}, 3 attempts failed`,
    'database is not ready: no answer',
    'database is ready again',
  ]);
});
