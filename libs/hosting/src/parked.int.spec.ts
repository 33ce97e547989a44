import { beforeAll, expect, test } from '@jest/globals';
import { Controller } from '@nestjs/common';
import { RecordRemovedV1, topics } from '@tongxiu/contracts';
import { createBus, Reaction } from '@tongxiu/messaging';
import { eventually } from '@tongxiu/testkit';
import { SpecServices } from '../test/spec-services.js';
import type { OpenService } from './host-service.js';

@Controller()
class Removals {
  @Reaction('review.spec-removals', RecordRemovedV1)
  on(): Promise<void> {
    return Promise.resolve();
  }
}

const services = new SpecServices(Removals);
let service: OpenService;
beforeAll(async () => {
  const busUrl = await services.createDatabase();
  service = await services.open({ BUS_DATABASE_URL: busUrl });
  const bus = createBus({ kind: 'embedded', databaseUrl: busUrl });
  await bus.publish([{ topic: topics.intake, key: 'k', headers: { ce_id: 'not-an-event' }, value: '{"secret": 7' }]);
  await bus.close();
}, 60_000);

async function ask(
  method: 'GET' | 'POST',
  path: string,
  role: 'operator' | 'department',
  body?: object,
): Promise<{ status: number; body: Answer }> {
  const organ = { code: '11150100MB00000354', name: '市税务局', marketRegulation: false };
  const token = await services.issuer.token(role === 'operator' ? { role } : { role, organ });
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
