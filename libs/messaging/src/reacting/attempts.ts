import type { Tx } from '../tx.js';

/** Failures are counted in the database, so that a restart does not begin the count anew and a poison message comes to an end. */
export async function countFailure(reaction: string, eventId: string, tx: Tx): Promise<number> {
  const [row] = await tx.query<{ failures: number }>(
    `insert into attempt (reaction, event_id) values ($1, $2)
     on conflict (reaction, event_id) do update set failures = attempt.failures + 1, last_failed_at = now()
     returning failures`,
    [reaction, eventId],
  );
  return row!.failures;
}

export async function forgetFailures(reaction: string, eventIds: readonly string[], tx: Tx): Promise<void> {
  await tx.query('delete from attempt where reaction = $1 and event_id = any($2::uuid[])', [reaction, eventIds]);
}
