import pg, { type Client, type Pool } from 'pg';
import { probed } from '../postgres/silent-lines.js';

/** Any number, as long as every instance of every release uses the same: the lock is per database, and a service has its own. */
const relayLock = 7_460_001;

interface RelayEars {
  readonly onWake: () => void;
  readonly onLost: (session: Client) => void;
}

/**
 * A connection that holds the relay lease and hears other instances commit; undefined where another instance holds it.
 * The keep-alives make the server let go of the lease within seconds when this machine disappears without a word; `answerMs` makes
 * this machine let go of a connection that stands and carries nothing.
 */
export async function openRelaySession(pool: Pool, answerMs: number, ears: RelayEars): Promise<Client | undefined> {
  const session = new pg.Client({
    ...pool.options,
    ...probed,
    password: pool.options.password,
    application_name: 'tongxiu-relay',
    connectionTimeoutMillis: answerMs,
    query_timeout: answerMs,
  });
  session.on('error', () => ears.onLost(session));
  session.on('end', () => ears.onLost(session));
  session.on('notification', ears.onWake);
  await session.connect();
  try {
    const { rows } = await session.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [relayLock]);
    if (rows[0]?.held === true) {
      // The plans are kept, and made while the outbox is empty: they must be the ones for a full outbox nevertheless.
      await session.query(
        `set enable_seqscan = off; set enable_bitmapscan = off; set enable_sort = off; set synchronous_commit = off; set tcp_keepalives_idle = 5; set tcp_keepalives_interval = 2; set tcp_keepalives_count = 3;
         listen tongxiu_outbox`,
      );
      return session;
    }
  } catch (cause) {
    await session.end().catch(() => undefined);
    throw cause;
  }
  await session.end();
  return undefined;
}
