import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Controller, Module } from '@nestjs/common';
import { RecordRemovedV1, topics } from '@tongxiu/contracts';
import { createBus, Reaction } from '@tongxiu/messaging';
import { busKeysEnv, eventually, TestIssuer, testPostgres } from '@tongxiu/testkit';
import { openService, type OpenService } from './host-service.js';
import { defineService } from './service-definition.js';

@Controller()
class Removals {
  @Reaction('review.spec-removals', RecordRemovedV1)
  on(): Promise<void> {
    return Promise.resolve();
  }
}
@Module({ controllers: [Removals] })
class SpecModule {}

const definition = defineService({ name: 'review', title: { zh: '测试', en: 'Spec' }, defaultPort: 0, module: SpecModule, migrations: [] });

let postgres: Awaited<ReturnType<typeof testPostgres>>;
let issuer: TestIssuer;
let service: OpenService;

beforeAll(async () => {
  postgres = await testPostgres();
  issuer = await TestIssuer.start();
  const busUrl = await postgres.createDatabase();
  const env = {
    ...issuer.issuerEnv,
    ...busKeysEnv,
    DATABASE_URL: await postgres.createDatabase(),
    BUS_DATABASE_URL: busUrl,
    PORT: '0',
    LOG_LEVEL: 'silent',
  };
  service = await openService(definition, { env });
  const bus = createBus({ kind: 'embedded', databaseUrl: busUrl });
  await bus.publish([{ topic: topics.intake, key: 'k', headers: { ce_id: 'not-an-event' }, value: '{"secret": 7' }]);
  await bus.close();
}, 60_000);
afterAll(async () => {
  await service.close();
  await issuer.stop();
  await postgres.stop();
});

async function ask(
  method: 'GET' | 'POST',
  path: string,
  role: 'operator' | 'department',
  body?: object,
): Promise<{ status: number; body: Answer }> {
  const organ = { code: '11150100MB00000354', name: '市税务局', marketRegulation: false };
  const token = await issuer.token(role === 'operator' ? { role } : { role, organ });
  const answer = await fetch(service.url + path, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as Answer };
}

interface Answer {
  readonly messages?: readonly { readonly id: string; readonly reason: string; readonly payload?: string }[];
  readonly payload?: string;
  readonly type?: string;
}

test('an operator lists, looks at, tries again and gives up a message nobody can read; nobody else may', async () => {
  const [line] = await eventually(async () => {
    const { messages = [] } = (await ask('GET', '/parked', 'operator')).body;
    return messages.length > 0 ? messages : undefined;
  });
  expect(line).not.toHaveProperty('payload');
  expect(line?.reason).not.toContain('secret');
  const path = `/parked/${line?.id}`;
  expect((await ask('GET', '/parked', 'department')).status).toBe(403);
  expect((await ask('GET', path, 'operator')).body.payload).toBe('{"secret": 7');
  expect(await ask('POST', `${path}/replay`, 'operator')).toMatchObject({
    status: 409,
    body: { type: 'urn:tongxiu:problem:still-failing' },
  });
  expect((await ask('POST', `${path}/discard`, 'operator', {})).status).toBe(400);
  expect((await ask('POST', `${path}/discard`, 'operator', { reason: '测试消息' })).status).toBe(200);
  expect((await ask('POST', `${path}/discard`, 'operator', { reason: '再次' })).status).toBe(409);
  expect((await ask('GET', '/parked', 'operator')).body.messages).toEqual([]);
  expect((await ask('GET', '/parked/abc', 'operator')).status).toBe(404);
});
