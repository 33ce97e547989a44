import { context, propagation, ROOT_CONTEXT, trace, type Context } from '@opentelemetry/api';
import { causeOf } from './causes.js';

let on = false;

/** While no traces are made, nothing of this package costs more than this question. */
export const tracingIsOn = (): boolean => on;

/** To be called once a tracer provider is registered. */
export function turnTracingOn(): void {
  on = true;
}

/**
 * The W3C `traceparent` of the work in hand, to be stored beside what it causes; absent when nothing is traced. Where the work is
 * about many things at once, each of which came with a trace of its own, `about` says which one is meant.
 */
export function currentTraceparent(about?: string): string | undefined {
  if (!on) return undefined;
  const active = context.active();
  return (about === undefined ? undefined : causeOf(active, about)) ?? traceparentOf(active);
}

export function traceparentOf(of: Context): string | undefined {
  const carrier: { traceparent?: string } = {};
  propagation.inject(of, carrier);
  return carrier.traceparent;
}

/** What a `traceparent` that came from outside stands for; nothing where it is malformed. */
export const contextOf = (traceparent: string | undefined): Context =>
  traceparent === undefined ? ROOT_CONTEXT : propagation.extract(ROOT_CONTEXT, { traceparent });

export const currentTraceId = (): string | undefined => (on ? trace.getActiveSpan()?.spanContext().traceId : undefined);
