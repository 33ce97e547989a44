/**
 * A database whose machine disappears says nothing, and a connection that only waits for an answer would wait for ever. Probed while it
 * is silent, it breaks within minutes (how soon, the system decides), and whoever waits is told.
 */
export const probed = { keepAlive: true, keepAliveInitialDelayMillis: 5_000 } as const;

/**
 * Probes do not end what was sent and never confirmed; that takes the system a quarter of an hour. For the connections whose statements
 * take milliseconds and which everything waits for, the relay's and those of the bus.
 */
export const answerLimitMs = 30_000;
