import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { adminToken, SiteUnderTest } from '../../site-under-test.js';
import { noFaults } from './fault-settings.js';

let site: SiteUnderTest;

beforeAll(async () => {
  site = await SiteUnderTest.start();
});
afterAll(() => site.close());

const ask = (method: string, body?: string, token = adminToken): Promise<Response> =>
  site.ask('/sandbox/faults', { method, headers: { 'x-sandbox-admin': token }, ...(body === undefined ? {} : { body }) });

test('the switches are put as a whole, read, and reset', async () => {
  const put = await ask('PUT', JSON.stringify({ slowMs: 20, acceptThenReject: { rate: 0.5 }, expireKeys: true }));
  expect([put.status, await put.json()]).toEqual([200, { ...noFaults, slowMs: 20, acceptThenReject: { rate: 0.5 } }]);
  await ask('PUT', JSON.stringify({ failRate: 0 }));
  expect(await (await ask('GET')).json()).toEqual(noFaults);
  await ask('PUT', JSON.stringify({ staleReadMs: 5 }));
  expect(await (await ask('DELETE')).json()).toEqual(noFaults);
});

test.each([
  ['an unknown switch', '{"speed":1}', 'speed'],
  ['a rate above one', '{"failRate":1.1}', 'failRate'],
  ['a negative count', '{"failNext":-1}', 'failNext'],
  ['a pattern that does not compile', '{"acceptThenReject":{"pattern":"("}}', 'acceptThenReject'],
  ['broken JSON', '{', '(body)'],
])('%s is refused by name and turns nothing', async (_case, body, field) => {
  const answer = await ask('PUT', body);
  expect(answer.status).toBe(400);
  expect(((await answer.json()) as { message: { en: string } }).message.en).toContain(field);
  expect(await (await ask('GET')).json()).toEqual(noFaults);
});

test('without the admin token the door stays shut', async () => {
  expect((await ask('GET', undefined, 'guess')).status).toBe(401);
  expect((await ask('DELETE', undefined, '')).status).toBe(401);
});

test('a site started without faults has no such door', async () => {
  const plain = await SiteUnderTest.start({ adminToken: undefined });
  expect((await plain.ask('/sandbox/faults', { headers: { 'x-sandbox-admin': adminToken } })).status).toBe(404);
  await plain.close();
});
