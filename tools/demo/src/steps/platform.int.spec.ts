import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { call, Refused } from './platform.js';

let service: Server;
let address: string;
beforeEach(async () => {
  service = createServer((_request, response) => response.writeHead(502).end('<html>bad gateway</html>'));
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(service.address() as AddressInfo).port}/records/batch`;
});
afterEach(() => {
  service.closeAllConnections();
  service.close();
});

test('a refusal names method, address and status, also where the answer is not JSON', async () => {
  const refusal: unknown = await call('POST', address, 'token', []).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(Refused);
  expect(String(refusal)).toContain(`POST ${address} answered 502`);
});

test('a service that is gone is named with the method, and the cause is kept', async () => {
  service.closeAllConnections();
  await new Promise((resolve) => service.close(resolve));
  const failure: unknown = await call('GET', address, 'token').catch((error: unknown) => error);
  expect(String(failure)).toMatch(new RegExp(`没有应答 · no answer: GET ${address} \\(.*ECONNREFUSED`, 'u'));
  expect(failure).toMatchObject({ cause: expect.anything() });
});
