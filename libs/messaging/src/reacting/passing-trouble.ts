/**
 * SQLSTATE classes that say nothing about the message in hand: connection (08), deadlock and serialization (40), resources (53), lock
 * not available (55), intervention of an operator (57), the server's own trouble (58).
 */
const passingClasses = new Set(['08', '40', '53', '55', '57', '58']);
const passingCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EHOSTUNREACH', 'ENETUNREACH', 'EAI_AGAIN']);
/** What pg says without a code. */
const passingWords = /Connection terminated|timeout exceeded when trying to connect|not queryable|Cannot use a pool after calling end/;

/** Whether the world is to blame, not the message: then no attempt is counted against it, or an outage would park everything. */
export function isPassingTrouble(cause: unknown): boolean {
  if (!(cause instanceof Error)) return false;
  const { code } = cause as { code?: unknown };
  if (typeof code === 'string' && (passingCodes.has(code) || (code.length === 5 && passingClasses.has(code.slice(0, 2))))) return true;
  return passingWords.test(cause.message) || isPassingTrouble(cause.cause);
}
