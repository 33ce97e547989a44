/** An error as it may stand in a log. */
export interface SafeError {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  readonly constraint?: string;
  readonly stack?: string;
  readonly cause?: SafeError;
}

/**
 * Only what is known to be harmless: a database puts whole rows into `detail` and `where`, a query builder puts the parameters beside its
 * errors, and the parser of JSON quotes what it stumbled over.
 */
export function safeError(cause: unknown, depth = 0): unknown {
  if (!(cause instanceof Error)) return typeof cause === 'object' ? undefined : cause;
  const { code, constraint } = cause as { code?: unknown; constraint?: unknown };
  const message = cause instanceof SyntaxError ? 'not readable' : cause.message;
  return {
    type: cause.name,
    message,
    ...(typeof code === 'string' && { code }),
    ...(typeof constraint === 'string' && { constraint }),
    ...(cause instanceof SyntaxError ? {} : { stack: cause.stack }),
    ...(cause.cause instanceof Error && depth < 3 && { cause: safeError(cause.cause, depth + 1) }),
  };
}
