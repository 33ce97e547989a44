import { pino, type Logger, type LoggerOptions } from 'pino';
import { safeError } from './safe-error.js';
import { currentTraceId } from './trace.js';

/** Every name under which an error is logged. */
export const errorSerializers = { err: safeError, error: safeError, cause: safeError };

/** One JSON line per event. Bodies, query strings, tokens and addresses of callers never reach a log. */
export const loggerOptions = (service: string, level: string): LoggerOptions => ({
  level,
  base: { service, pid: process.pid },
  timestamp: pino.stdTimeFunctions.isoTime,
  serializers: errorSerializers,
  formatters: { level: (label) => ({ level: label }) },
  mixin: () => {
    const traceId = currentTraceId();
    return traceId === undefined ? {} : { traceId };
  },
});

export const startLogger = (service: string, level: string): Logger => pino(loggerOptions(service, level));
