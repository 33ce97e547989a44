import { context, SpanKind, SpanStatusCode, trace, type Attributes, type Context, type Link, type Span } from '@opentelemetry/api';
import { withCauses } from './causes.js';
import { contextOf, traceparentOf, tracingIsOn } from './trace.js';

/** One thing a piece of work is about: a record, with the trace it came with. */
export interface Cause {
  readonly key: string;
  readonly traceparent?: string | undefined;
}

export interface SpanWork {
  readonly name: string;
  readonly kind: 'client' | 'consumer' | 'producer' | 'internal';
  readonly attributes?: Attributes;
  readonly causes: readonly Cause[];
  /** Whether work about many traces shows in each of them, and not only by a link. */
  readonly inEachTrace?: boolean;
}

const kinds = {
  client: SpanKind.CLIENT,
  consumer: SpanKind.CONSUMER,
  producer: SpanKind.PRODUCER,
  internal: SpanKind.INTERNAL,
} as const;

const tracer = trace.getTracer('tongxiu');

interface Known extends Cause {
  readonly parent: Context;
  readonly traceId: string;
}

/**
 * Work about one trace continues it. Work about many (a batch) is a trace of its own with a link to each of them; and where each of
 * them shall be readable from its beginning to its end (`inEachTrace`), each gets a span of its own that points back to the batch, and what
 * the work causes for one key (`currentTraceparent(key)`) goes on from there.
 */
export async function inSpan<Result>(work: SpanWork, run: (span: Span | undefined) => Promise<Result>): Promise<Result> {
  if (!tracingIsOn()) return run(undefined);
  const known = work.causes.flatMap(knownCause);
  const [first] = known;
  const alone = first !== undefined && known.every(({ traceId }) => traceId === first.traceId);
  const parent = alone ? first.parent : context.active();
  const startTime = Date.now();
  const { name, attributes = {} } = work;
  const kind = kinds[work.kind];
  const links = (alone ? known.slice(1) : known).flatMap(linkTo);
  const span = tracer.startSpan(name, { kind, attributes, links, startTime }, parent);
  const active = trace.setSpan(parent, span);
  if (alone || known.length === 0 || work.inEachTrace !== true) return ended([span], () => context.with(active, run, undefined, span));
  const batch = [{ context: span.spanContext() }];
  const parts = known.map((cause) => tracer.startSpan(name, { kind, attributes, links: batch, startTime }, cause.parent));
  const causes = new Map(known.map((cause, index) => [cause.key, traceparentOf(trace.setSpan(cause.parent, parts[index]!)) ?? '']));
  return ended([span, ...parts], () => context.with(withCauses(active, causes), run, undefined, span));
}

/** Messages of errors may quote what somebody wrote, so only the kind of the error is told. */
async function ended<Result>(spans: readonly Span[], work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    const message = cause instanceof Error ? cause.name : typeof cause;
    for (const span of spans) span.setStatus({ code: SpanStatusCode.ERROR, message });
    throw cause;
  } finally {
    for (const span of spans) span.end();
  }
}

function knownCause(cause: Cause): Known[] {
  if (cause.traceparent === undefined) return [];
  const parent = contextOf(cause.traceparent);
  const traceId = trace.getSpanContext(parent)?.traceId;
  return traceId === undefined ? [] : [{ ...cause, parent, traceId }];
}

function linkTo({ parent }: Known): Link[] {
  const spanContext = trace.getSpanContext(parent);
  return spanContext === undefined ? [] : [{ context: spanContext }];
}
