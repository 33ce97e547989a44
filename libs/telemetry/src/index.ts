export * from './logger.js';
export { RequestSpan } from './request-span.js';
export { safeError } from './safe-error.js';
export { isShare, samplers } from './sampling.js';
export { inSpan, type Cause, type SpanWork } from './span.js';
export { flushTraces, startTracing } from './start-tracing.js';
export { currentTraceId, currentTraceparent, tracingIsOn, turnTracingOn } from './trace.js';
