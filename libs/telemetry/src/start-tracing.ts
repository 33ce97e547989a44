import { ProxyTracerProvider, trace } from '@opentelemetry/api';
import { samplerFor } from './sampling.js';
import { tracingIsOn, turnTracingOn } from './trace.js';

const flushLimitMs = 2_000;

/**
 * Starts to make traces where `OTEL_EXPORTER_OTLP_ENDPOINT` says where they go; the other `OTEL_…` variables mean what OpenTelemetry says.
 * Spans are made by hand at the few places that matter: libraries that hook themselves into every module would put addresses and
 * statements into spans, and cost something on every call. Without an endpoint nothing is loaded and nothing is paid.
 */
export async function startTracing(serviceName: string, env: Readonly<Record<string, string | undefined>>): Promise<void> {
  if (tracingIsOn() || !env['OTEL_EXPORTER_OTLP_ENDPOINT']) return;
  const { NodeSDK } = await import('@opentelemetry/sdk-node');
  const sampler = await samplerFor(env);
  new NodeSDK({
    serviceName: env['OTEL_SERVICE_NAME'] || serviceName,
    ...(sampler !== undefined && { sampler }),
    instrumentations: [],
    metricReaders: [],
    logRecordProcessors: [],
  }).start();
  turnTracingOn();
}

/** Sends what is kept; at the end of a process, which does not wait for a collector that is away. */
export async function flushTraces(): Promise<void> {
  if (!tracingIsOn()) return;
  const provider = trace.getTracerProvider();
  const real: object = provider instanceof ProxyTracerProvider ? provider.getDelegate() : provider;
  if (!('forceFlush' in real) || typeof real.forceFlush !== 'function') return;
  const sent = Promise.resolve(real.forceFlush() as unknown).catch(() => undefined);
  await Promise.race([sent, new Promise((resolve) => setTimeout(resolve, flushLimitMs).unref())]);
}
