import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { eventually } from '@tongxiu/testkit';
import { request } from 'node:http';
import { marketRegulation, OpenIntake } from './open-intake.js';

jest.setTimeout(30_000);
let intake: OpenIntake;
beforeAll(async () => {
  intake = await OpenIntake.open();
}, 60_000);
afterAll(() => intake.close(), 30_000);

const batch = async (body: unknown) =>
  intake.call('POST', '/records/batch', await intake.as('department', { organ: marketRegulation }), body);

test('bodies that come in at the same time are counted before they are read', async () => {
  const { hostname, port } = new URL(intake.url);
  const authorization = await intake.as('department', { organ: marketRegulation });
  const headers = { authorization, 'content-type': 'application/json', 'content-length': 9_000_000 };
  const refusals: unknown[] = [];
  const slow = Array.from({ length: 20 }, () => {
    const sending = request({ hostname, port, path: '/records/batch', method: 'POST', headers });
    sending.on('error', () => undefined).on('response', ({ statusCode }) => refusals.push(statusCode));
    sending.write('[');
    return sending;
  });
  try {
    // Sixteen are inside and stay there, since their bodies never end; the others are sent away.
    await eventually(() => refusals.length === 4);
    expect(refusals).toEqual([429, 429, 429, 429]);
    const refused = await batch([]);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '2']);
    expect(refused.headers.get('content-type')).toContain('problem+json');
  } finally {
    for (const sending of slow) sending.destroy();
  }
  await eventually(async () => (await batch([])).status === 200);
});

test('where one thing is asked for, a body of a megabyte is enough, whoever sends it', async () => {
  const large = JSON.stringify({ CF_SY: 'x'.repeat(2_000_000) });
  const answers = await Promise.all(
    ['/records', '/applications', '/recognitions'].map((path) => intake.call('POST', path, undefined, large)),
  );
  expect(answers.map(({ status, body }) => [status, body['type']])).toEqual(Array(3).fill([413, 'urn:tongxiu:problem:too-large']));
});
