import { beforeAll, expect, test } from '@jest/globals';
import { Body, Controller, Post } from '@nestjs/common';
import { Allow } from '@tongxiu/access';
import { SpecServices } from '../test/spec-services.js';
import type { OpenService } from './host-service.js';
import { Readiness } from './readiness.js';

@Controller()
class Letters {
  @Post('letters')
  @Allow('operator')
  take(@Body() body: unknown): unknown {
    return body;
  }
}

const services = new SpecServices(Letters);
let service: OpenService;
beforeAll(async () => {
  service = await services.open();
}, 60_000);

test('an address that cannot be decoded is refused like everything else', async () => {
  const answer = await fetch(`${service.url}/records/%E0%A4%A`);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([400, 'application/problem+json; charset=utf-8']);
  expect(await answer.json()).toMatchObject({ type: 'urn:tongxiu:problem:malformed-request', wording: { zh: expect.any(String) } });
});

test('a stranger’s body of more than a megabyte is read by no service that did not ask for it', async () => {
  const body = JSON.stringify({ text: 'x'.repeat(1024 * 1024) });
  const answer = await fetch(`${service.url}/letters`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  expect([answer.status, await answer.json()]).toMatchObject([413, { type: 'urn:tongxiu:problem:too-large' }]);
});

test('every operation says how it refuses', async () => {
  const { paths, openapi } = (await (await fetch(`${service.url}/openapi.json`)).json()) as Description;
  expect(openapi).toBe('3.1.0');
  const operations = Object.values(paths).flatMap((path) => Object.values(path));
  expect(operations.length).toBeGreaterThan(3);
  for (const { responses } of operations) {
    expect(responses['default']?.content).toHaveProperty(
      ['application/problem+json', 'schema', 'required'],
      expect.arrayContaining(['errors']),
    );
    expect(Object.keys(responses).some((status) => status.startsWith('2'))).toBe(true);
  }
});

test('whoever asks why a service is not ready learns the part and the kind of trouble, in both languages, and nothing of the inside', async () => {
  const refusal = new Error('password authentication failed for user "tongxiu_review" at db-7.internal:5432');
  service.app.get(Readiness).add('database', () => Promise.reject(refusal), { zh: '数据库无应答', en: 'the database does not answer' });
  const answer = await fetch(`${service.url}/health/ready`);
  const body = await answer.text();
  expect([answer.status, JSON.parse(body)]).toMatchObject([
    503,
    { errors: [{ field: 'database', message: { zh: '数据库无应答', en: 'the database does not answer' } }] },
  ]);
  expect(body).not.toMatch(/tongxiu_review|db-7/u);
});

interface Description {
  readonly openapi: string;
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { readonly responses: Readonly<Record<string, { content?: object }>> }>>>
  >;
}
