import { context, SpanKind, SpanStatusCode, trace, type Context } from '@opentelemetry/api';
import { contextOf } from './trace.js';

/** The span of one HTTP request. It knows the route and never the address: that may name a company, or be a secret. */
export class RequestSpan {
  private constructor(private readonly active: Context) {}

  static begin(method: string, route: string, traceparent: string | undefined): RequestSpan {
    const parent = contextOf(traceparent);
    const attributes = { 'http.request.method': method, 'http.route': route };
    const span = trace.getTracer('tongxiu').startSpan(`${method} ${route}`, { kind: SpanKind.SERVER, attributes }, parent);
    return new RequestSpan(trace.setSpan(parent, span));
  }

  get traceId(): string | undefined {
    return trace.getSpanContext(this.active)?.traceId;
  }

  run(work: () => void): void {
    context.with(this.active, work);
  }

  end(status: number): void {
    const span = trace.getSpan(this.active);
    span?.setAttribute('http.response.status_code', status);
    if (status >= 500) span?.setStatus({ code: SpanStatusCode.ERROR });
    span?.end();
  }
}
