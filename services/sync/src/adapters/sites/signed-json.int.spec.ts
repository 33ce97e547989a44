import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { sitePaths } from '@tongxiu/contracts';
import { change } from '../../domain/example-changes.js';
import { SignedJsonSite } from './signed-json.js';

let server: Server | undefined;
let site: SignedJsonSite | undefined;

afterEach(async () => {
  await site?.close();
  server?.closeAllConnections();
  await new Promise((resolve) => (server === undefined ? resolve(undefined) : server.close(resolve)));
});

const workingKey = JSON.stringify({ keyId: 'k', secret: Buffer.alloc(32).toString('base64'), expiresAt: '2099-01-01T00:00:00Z' });

/** A site that answers everything but the question for a key with one text. */
async function answering(status: number, text: string, key = workingKey): Promise<SignedJsonSite> {
  server = createServer((request, response) => {
    const isKey = request.url === sitePaths.workingKey;
    response.writeHead(isKey ? 200 : status).end(isKey ? key : text);
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  site = new SignedJsonSite({ baseUrl, clientId: 'tongxiu', secret: 'secret', timeoutMs: 1_000, nowMs: Date.now });
  return site;
}

test.each([
  ['no JSON', 200, '<html>', 'unknown'],
  ['JSON that is no object', 200, 'null', 'unknown'],
  ['a server error', 500, '{}', 'unknown'],
  ['a gateway that gave up', 504, '', 'unknown'],
  ['maintenance', 503, '{"code":"MAINTENANCE"}', 'refused'],
  ['a malformed request', 400, '{"code":"MALFORMED"}', 'refused'],
  ['a refusal without a body', 403, '', 'refused'],
  ['an answer', 200, '{"batchId":"b","receipts":[]}', 'answered'],
] as const)('%s ends a publication as it should', async (_case, status, text, kind) => {
  const connector = await answering(status, text);
  expect((await connector.publish('b', [change(1, 'a', 1)])).kind).toBe(kind);
});

test.each([
  ['no records', '{}', 'unknown'],
  ['holes among the records', '{"records":[null,{"recordKey":"a","version":1}]}', 'answered'],
] as const)('a status with %s', async (_case, text, kind) => {
  const connector = await answering(200, text);
  expect((await connector.status(['a'])).kind).toBe(kind);
});

test('an answer that trickles without end is given up, and nobody knows what was done', async () => {
  server = createServer((request, response) => {
    if (request.url === sitePaths.workingKey) return void response.end(workingKey);
    response.writeHead(200);
    const drops = setInterval(() => response.write(' '), 20);
    response.on('close', () => clearInterval(drops));
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  site = new SignedJsonSite({ baseUrl, clientId: 'tongxiu', secret: 'secret', timeoutMs: 100, nowMs: Date.now });
  expect((await site.publish('b', [change(1, 'a', 1)])).kind).toBe('unknown');
});

test('a refusal with a code nobody published is a refusal without one', async () => {
  const connector = await answering(422, JSON.stringify({ code: { long: 'x'.repeat(100_000) } }));
  expect(await connector.publish('b', [change(1, 'a', 1)])).toMatchObject({ kind: 'refused', status: 422, code: undefined, why: '422' });
});

test('without a usable working key nothing was sent', async () => {
  const connector = await answering(200, '{}', '{"keyId":7}');
  expect((await connector.publish('b', [change(1, 'a', 1)])).kind).toBe('unreachable');
});

test('a site nobody listens for is unreachable', async () => {
  site = new SignedJsonSite({ baseUrl: 'http://127.0.0.1:1', clientId: 'tongxiu', secret: 'secret', timeoutMs: 1_000, nowMs: Date.now });
  expect((await site.publish('b', [change(1, 'a', 1)])).kind).toBe('unreachable');
});
