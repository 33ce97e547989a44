import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { PgInstrumentation } from '@opentelemetry/instrumentation-pg';

export const instrumentations = (): (HttpInstrumentation | PgInstrumentation)[] => [
  new HttpInstrumentation({ ignoreIncomingRequestHook: (request) => request.url?.startsWith('/health') === true }),
  new PgInstrumentation({ requireParentSpan: true }),
];
