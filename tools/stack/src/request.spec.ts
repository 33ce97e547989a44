import { expect, test } from '@jest/globals';
import { freePort } from './postgres/free-port.js';
import { request } from './request.js';

test('a request nobody answers is told with its method, its address and the reason, and keeps the cause', async () => {
  const address = `http://127.0.0.1:${await freePort()}/records/batch`;
  const failure: unknown = await request('POST', address).catch((error: unknown) => error);
  expect(failure).toMatchObject({ cause: expect.anything() });
  expect(String(failure)).toContain(`没有应答 · no answer: POST ${address} (connect ECONNREFUSED 127.0.0.1:`);
});

test('where every address of a name was tried, the code is the reason', async () => {
  const address = `http://localhost:${await freePort()}/`;
  await expect(request('GET', address)).rejects.toThrow(/GET http:\/\/localhost:\d+\/ \(.*ECONNREFUSED.*\)$/u);
});
