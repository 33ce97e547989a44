import type { ParkedMessage, ParkedStatus } from '../parking-lot.js';

export interface ParkedRow {
  readonly id: string;
  readonly reaction: string;
  readonly topic: string;
  readonly partition: number;
  readonly log_offset: string;
  readonly key: string;
  readonly headers: Record<string, string>;
  readonly payload: string | null;
  readonly payload_sha256: string;
  readonly reason: string;
  readonly attempts: number;
  readonly holds_key: boolean;
  readonly status: ParkedStatus;
  readonly appended_at_ms: string;
  readonly parked_at: Date;
  readonly ended_at: Date | null;
  readonly ended_by: string | null;
  readonly ended_why: string | null;
}

export const parkedColumns =
  'id, reaction, topic, partition, coalesce(log_offset, "offset") as log_offset, key, headers, payload, payload_sha256, reason, attempts, holds_key, status, appended_at_ms, parked_at, ended_at, ended_by, ended_why';

export const parkedOf = (row: ParkedRow): ParkedMessage => ({
  id: row.id,
  reaction: row.reaction,
  topic: row.topic,
  partition: row.partition,
  offset: Number(row.log_offset),
  key: row.key,
  eventId: row.headers['ce_id'],
  type: row.headers['ce_type'],
  headers: row.headers,
  payload: row.payload ?? undefined,
  payloadSha256: row.payload_sha256,
  reason: row.reason,
  attempts: row.attempts,
  holdsKey: row.holds_key,
  status: row.status,
  appendedAtMs: Number(row.appended_at_ms),
  parkedAt: row.parked_at.toISOString(),
  endedAt: row.ended_at?.toISOString(),
  endedBy: row.ended_by ?? undefined,
  endedWhy: row.ended_why ?? undefined,
});
