import { Writable } from 'node:stream';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace';
import { pino } from 'pino';
import { loggerOptions } from './logger.js';
import { RequestSpan } from './request-span.js';
import { inSpan } from './span.js';
import { currentTraceId, currentTraceparent, tracingIsOn, turnTracingOn } from './trace.js';

const exporter = new InMemorySpanExporter();
const first = { traceId: 'a'.repeat(32), spanId: '1'.repeat(16) };
const second = { traceId: 'b'.repeat(32), spanId: '2'.repeat(16) };
const traceparent = ({ traceId, spanId }: typeof first): string => `00-${traceId}-${spanId}-01`;
const work = (...causes: { key: string; traceparent?: string }[]) =>
  ({ name: 'process', kind: 'consumer', causes, inEachTrace: true }) as const;

test('while no traces are made, work runs as it is and nothing is handed on', async () => {
  expect(tracingIsOn()).toBe(false);
  expect(await inSpan(work({ key: 'x', traceparent: traceparent(first) }), async () => currentTraceparent('x'))).toBeUndefined();
});

describe('while traces are made', () => {
  beforeEach(() => {
    if (!tracingIsOn()) {
      const spanProcessors = [new SimpleSpanProcessor({ exporter })];
      new NodeSDK({ spanProcessors, instrumentations: [], metricReaders: [], logRecordProcessors: [], autoDetectResources: false }).start();
      turnTracingOn();
    }
    exporter.reset();
  });

  test('work about one trace continues it, and what it causes goes on from there', async () => {
    const caused = await inSpan(work({ key: 'x', traceparent: traceparent(first) }), async () => currentTraceparent('x'));
    const [span, ...others] = exporter.getFinishedSpans();
    expect(others).toEqual([]);
    expect(span?.parentSpanContext?.spanId).toBe(first.spanId);
    expect(caused).toBe(traceparent(span!.spanContext()));
  });

  test('a batch of several traces is a trace with links, and shows in each of them', async () => {
    const caused = await inSpan(
      work({ key: 'x', traceparent: traceparent(first) }, { key: 'y', traceparent: traceparent(second) }),
      async () => [currentTraceparent('x'), currentTraceparent('y'), currentTraceId()],
    );
    const spans = exporter.getFinishedSpans();
    const batch = spans.find(({ links }) => links.length === 2)!;
    const parts = [first, second].map(({ spanId }) => spans.find(({ parentSpanContext }) => parentSpanContext?.spanId === spanId)!);
    expect(batch.links.map(({ context }) => context.spanId)).toEqual([first.spanId, second.spanId]);
    for (const part of parts) expect(part.links.map(({ context }) => context.spanId)).toEqual([batch.spanContext().spanId]);
    expect(caused).toEqual([...parts.map((part) => traceparent(part.spanContext())), batch.spanContext().traceId]);
  });

  test('what is about a trace nobody keeps is not kept either, and neither is what it causes', async () => {
    const unkept = `00-${first.traceId}-${first.spanId}-00`;
    const caused = await inSpan(work({ key: 'x', traceparent: unkept }), async () => currentTraceparent('x'));
    expect(exporter.getFinishedSpans()).toEqual([]);
    expect(caused).toMatch(new RegExp(`^00-${first.traceId}-[\\da-f]{16}-00$`, 'u'));
    const request = RequestSpan.begin('POST', '/records', unkept);
    request.run(() => expect(currentTraceparent()).toMatch(/-00$/u));
    request.end(201);
    expect(exporter.getFinishedSpans()).toEqual([]);
  });

  test('in a batch of both, each goes on as it came', async () => {
    const unkept = `00-${second.traceId}-${second.spanId}-00`;
    const caused = await inSpan(work({ key: 'x', traceparent: traceparent(first) }, { key: 'y', traceparent: unkept }), async () => [
      currentTraceparent('x'),
      currentTraceparent('y'),
    ]);
    expect(caused.map((one) => one?.slice(-3))).toEqual(['-01', '-00']);
    expect(caused[1]).toContain(second.traceId);
    expect(exporter.getFinishedSpans().map((span) => span.spanContext().traceId)).not.toContain(second.traceId);
    expect(exporter.getFinishedSpans().map((span) => span.spanContext().traceId)).toContain(first.traceId);
  });

  test('a line that is logged on the way names the trace', async () => {
    const lines: string[] = [];
    const log = pino(loggerOptions('review', 'info'), new Writable({ write: (chunk, _, done) => (lines.push(String(chunk)), done()) }));
    await inSpan(work({ key: 'x', traceparent: traceparent(first) }), async () => log.info('worked'));
    log.info('worked apart');
    expect(lines.map((line) => (JSON.parse(line) as { traceId?: string }).traceId)).toEqual([first.traceId, undefined]);
  });

  test('a malformed traceparent begins a trace of its own', async () => {
    await inSpan(work({ key: 'x', traceparent: 'nonsense' }), async () => undefined);
    expect(exporter.getFinishedSpans()[0]?.parentSpanContext).toBeUndefined();
  });

  test('of an error the span tells the kind and not the words', async () => {
    const failing = inSpan(work(), async () => Promise.reject(new TypeError('呼和浩特某公司')));
    await expect(failing).rejects.toThrow();
    expect(exporter.getFinishedSpans()[0]?.status.message).toBe('TypeError');
  });
});
