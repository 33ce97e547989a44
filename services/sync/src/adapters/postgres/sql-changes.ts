import type { Tx } from '@tongxiu/messaging';
import { Changes, type Head, type TakenChange, type TakenOutcome } from '../../app/take-publications.js';
import type { Known } from '../../domain/number-changes.js';
import { numberArray, textArray } from './arrays.js';

export class SqlChanges extends Changes {
  async lockHead(tx: Tx): Promise<Head> {
    const [head] = await tx.query<{ changes: string; outcomes: string }>(`select changes, outcomes from head for no key update`);
    if (head === undefined) throw new Error('the head row is missing');
    return { changes: Number(head.changes), outcomes: Number(head.outcomes) };
  }

  async known(recordKeys: readonly string[], tx: Tx): Promise<Known> {
    const rows = await tx.query<{ record_key: string; version: number }>(
      `select record_key, version from change where record_key = any($1::text[])`,
      [textArray(recordKeys)],
    );
    const known = new Map<string, Set<number>>();
    for (const { record_key, version } of rows) {
      const versions = known.get(record_key);
      if (versions === undefined) known.set(record_key, new Set([version]));
      else versions.add(version);
    }
    return known;
  }

  async add(changes: readonly TakenChange[], outcomes: readonly TakenOutcome[], tx: Tx): Promise<void> {
    await tx.query(insertChanges, [
      changes.at(-1)?.id,
      outcomes.length,
      numberArray(changes.map(({ id }) => id)),
      textArray(changes.map(({ recordKey }) => recordKey)),
      numberArray(changes.map(({ version }) => version)),
      textArray(changes.map(({ kind }) => kind)),
      textArray(changes.map(({ state }) => state)),
      textArray(changes.map(({ outdated }) => String(outdated))),
      textArray(changes.map(({ caseId }) => caseId)),
      textArray(changes.map(({ clockStartedAt }) => clockStartedAt)),
      textArray(changes.map(({ changedAt }) => changedAt)),
      textArray(changes.map(({ due }) => due.dueAt)),
      textArray(changes.map(({ due }) => due.calendar)),
      textArray(changes.map(({ due }) => String(due.provisional))),
      textArray(changes.map(({ body }) => body)),
      textArray(changes.map(({ cause }) => cause)),
      textArray(changes.map(({ traceparent }) => traceparent)),
      numberArray(outcomes.map(({ position }) => position)),
      numberArray(outcomes.map(({ changeId }) => changeId)),
    ]);
  }
}

const insertChanges = `
  with counted as (update head set changes = $1, outcomes = outcomes + $2),
       told as (insert into outcome (position, change_id) select * from unnest($18::bigint[], $19::bigint[]))
  insert into change (id, record_key, version, kind, state, outdated, case_id, clock_started_at, changed_at, due_at, calendar,
    provisional, body, cause, traceparent)
  select * from unnest($3::bigint[], $4::text[], $5::int[], $6::text[], $7::text[], $8::bool[], $9::uuid[], $10::timestamptz[],
    $11::timestamptz[], $12::timestamptz[], $13::text[], $14::bool[], $15::text[], $16::text[], $17::text[])`;
