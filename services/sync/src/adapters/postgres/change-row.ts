import type { PublicationState, RecordKind } from '@tongxiu/contracts';
import type { Change } from '../../domain/effect.js';

export const changeColumns = 'c.id, c.record_key, c.version, c.kind, c.state, c.body, c.outdated, c.due_at, c.traceparent';

/** Whether a newer version waits or was sent already; an index-only look per row. */
export const overtakenColumn = 'exists (select from change n where n.record_key = c.record_key and n.version > c.version) as overtaken';

export interface ChangeRow {
  readonly id: number;
  readonly record_key: string;
  readonly version: number;
  readonly kind: RecordKind;
  readonly state: PublicationState;
  readonly body: string;
  readonly outdated: boolean;
  readonly due_at: Date | null;
  readonly traceparent: string | null;
  readonly overtaken?: boolean;
}

export const changeOf = (row: ChangeRow): Change => ({
  id: Number(row.id),
  recordKey: row.record_key,
  version: row.version,
  kind: row.kind,
  state: row.state,
  body: row.body,
  outdated: row.outdated,
  dueAtMs: row.due_at?.getTime(),
  traceparent: row.traceparent ?? undefined,
  overtaken: row.overtaken,
});
