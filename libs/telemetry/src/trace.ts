import { context, propagation, trace } from '@opentelemetry/api';

/** The W3C `traceparent` of the work in hand, to be stored beside what it causes; absent when nothing is traced. */
export function currentTraceparent(): string | undefined {
  const carrier: { traceparent?: string } = {};
  propagation.inject(context.active(), carrier);
  return carrier.traceparent;
}

/** Runs work as a continuation of the trace that caused it. */
export function continueTrace<Result>(traceparent: string | undefined, work: () => Result): Result {
  if (traceparent === undefined) return work();
  return context.with(propagation.extract(context.active(), { traceparent }), work);
}

export const currentTraceId = (): string | undefined => trace.getActiveSpan()?.spanContext().traceId;
