import type { LoggerService } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { RequestSpan, tracingIsOn } from '@tongxiu/telemetry';
import type { Metrics } from './metrics.js';

/** What probes and scrapers ask tells nothing about how callers are served. */
const unwatched = /^\/(health|metrics)(\/|$)/u;

/** The pattern, never the path: that may hold a company's key, or a secret. */
const routeOf = (request: { readonly routeOptions: { readonly url?: string | undefined } }): string =>
  request.routeOptions.url ?? 'unmatched';

const buckets = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30];

/** Rate, errors and duration of each route. */
export function countRequests(app: NestFastifyApplication, metrics: Metrics, service: string): void {
  const http = app.getHttpAdapter().getInstance();
  const labels = ['service', 'route', 'method', 'status'];
  const requests = metrics.counter('tongxiu_http_requests_total', 'Requests answered.', labels);
  const seconds = metrics.histogram('tongxiu_http_request_seconds', 'From the first byte in to the last byte out.', labels, buckets);
  http.addHook('onResponse', (request, reply, done) => {
    const route = routeOf(request);
    if (!unwatched.test(route)) {
      const of = { service, route, method: request.method, status: String(reply.statusCode) };
      requests.add(of);
      seconds.observe(of, reply.elapsedTime / 1000);
    }
    done();
  });
}

/** Requests that went well are told in detail only; what was refused or failed is. */
export function logRequests(app: NestFastifyApplication, logger: LoggerService): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onResponse', (request, reply, done) => {
      const status = reply.statusCode;
      const level = status >= 500 ? 'error' : status >= 400 ? 'log' : 'debug';
      // The line is written after the request has left its context, so its trace is named here.
      const traceId = spans.get(request.raw)?.traceId;
      const { method } = request;
      logger[level]?.({ msg: 'answered', method, route: routeOf(request), status, ms: Math.round(reply.elapsedTime), traceId }, 'Http');
      done();
    });
}

const spans = new WeakMap<object, RequestSpan>();

/** The span is begun with the first byte, but work runs in it only after the body was read: a stream loses whose it is. */
export function traceRequests(app: NestFastifyApplication): void {
  if (!tracingIsOn()) return;
  const http = app.getHttpAdapter().getInstance();
  http.addHook('onRequest', (request, _reply, done) => {
    const route = routeOf(request);
    const { traceparent } = request.headers;
    if (!unwatched.test(route)) {
      spans.set(request.raw, RequestSpan.begin(request.method, route, typeof traceparent === 'string' ? traceparent : undefined));
    }
    done();
  });
  http.addHook('preHandler', (request, _reply, done) => {
    const span = spans.get(request.raw);
    if (span === undefined) done();
    else span.run(done);
  });
  http.addHook('onResponse', (request, reply, done) => {
    spans.get(request.raw)?.end(reply.statusCode);
    done();
  });
}
