import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { sitePaths } from '@tongxiu/contracts';
import { turnTracingOn } from '@tongxiu/telemetry';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace';
import { change } from '../../services/sync/src/domain/example-changes.js';
import { SignedJsonSite } from '../../services/sync/src/adapters/sites/signed-json.js';
import { inTraces } from '../../services/sync/src/adapters/sites/traced-site.js';

const decision = { traceId: 'a'.repeat(32), spanId: '1'.repeat(16) };
const traceparent = ({ traceId, spanId }: typeof decision): string => `00-${traceId}-${spanId}-01`;
const workingKey = JSON.stringify({ keyId: 'k', secret: Buffer.alloc(32).toString('base64'), expiresAt: '2099-01-01T00:00:00Z' });

test('a site is sent the trace of the decision, with our request as the parent; reading back continues the request', async () => {
  const asked = new Map<string, IncomingHttpHeaders>();
  const server = createServer(({ url = '', headers }, response) => {
    asked.set(url, headers);
    response.end(url === sitePaths.workingKey ? workingKey : '{"batchId":"b","receipts":[],"records":[]}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const plainly = new SignedJsonSite({ baseUrl, clientId: 'tongxiu', secret: 'secret', timeoutMs: 1_000, nowMs: Date.now });
  expect(inTraces('credit-hohhot', plainly)).toBe(plainly);

  const exporter = new InMemorySpanExporter();
  const spanProcessors = [new SimpleSpanProcessor({ exporter })];
  new NodeSDK({ spanProcessors, instrumentations: [], metricReaders: [], logRecordProcessors: [], autoDetectResources: false }).start();
  turnTracingOn();
  const site = inTraces('credit-hohhot', plainly);
  const decided = change(1, 'a', 1, { traceparent: traceparent(decision) });
  await site.publish('b', [decided]);
  await site.lookUp([decided.recordKey]);
  await site.close();
  server.close();

  const [published, readBack] = exporter.getFinishedSpans().map((span) => ({ parent: span.parentSpanContext, own: span.spanContext() }));
  expect(published?.parent).toMatchObject(decision);
  expect(readBack?.parent?.spanId).toBe(published?.own.spanId);
  expect(asked.get(sitePaths.publications)?.['traceparent']).toBe(traceparent(published!.own));
  expect(asked.get(sitePaths.publicLookup)?.['traceparent']).toBe(traceparent(readBack!.own));
});
