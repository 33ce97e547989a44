import type { Pool } from 'pg';
import type { BusMessage } from '../bus.js';

export interface ReadFrom {
  readonly topicId: number;
  readonly topic: string;
  readonly partition: number;
  readonly after: number;
}

interface MessageRow {
  readonly topic: number;
  readonly partition: number;
  readonly offset: number;
  readonly key: string;
  readonly headers: string;
  readonly value: string;
  readonly appended_at_ms: number;
}

/**
 * The oldest messages over several partitions, merged. PostgreSQL walks the partitions' index ranges side by side (Merge Append) and
 * stops at the limit, so it touches no row it does not return, however far apart the partitions stand. The limits are literals
 * and stand in every branch: only then does the planner know that few rows are wanted, and walks the index instead of sorting the backlog.
 */
export async function readMessages(pool: Pool, from: readonly ReadFrom[], limit: number): Promise<BusMessage[]> {
  if (from.length === 0) return [];
  const names = new Map(from.map(({ topicId, topic }) => [topicId, topic]));
  const { rows } = await pool.query<MessageRow>({
    name: `bus-read-${from.length}-${limit}`,
    text: readStatement(from.length, limit),
    values: [...from.flatMap(({ topicId, partition, after }) => [topicId, partition, after])],
  });
  return rows.map((row) => ({
    topic: names.get(row.topic)!,
    partition: row.partition,
    offset: row.offset,
    key: row.key,
    headers: JSON.parse(row.headers) as Record<string, string>,
    value: row.value,
    appendedAtMs: row.appended_at_ms,
  }));
}

function readStatement(partitionCount: number, limit: number): string {
  const branches = Array.from({ length: partitionCount }, (_, n) => {
    const [topic, partition, after] = [3 * n + 1, 3 * n + 2, 3 * n + 3];
    return `(select * from bus_message where topic = $${topic}::smallint and partition = $${partition}::smallint and "offset" > $${after}::bigint
      order by "offset" limit ${limit})`;
  });
  return `select topic, partition, "offset"::float8 as "offset", key, headers, value, appended_at_ms::float8 as appended_at_ms
    from (${branches.join(' union all ')}) as m order by m."offset" limit ${limit}`;
}
