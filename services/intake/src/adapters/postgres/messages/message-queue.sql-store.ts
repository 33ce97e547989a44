import type pg from 'pg';
import { MessageQueue, type Delivery, type DueMessage } from '../../../app/messages/send-messages.js';
import type { NumberSeal } from '../../messages/number-seal.js';
import { isoInstant } from '../cases/case-progress.sql-store.js';

/** Twice as long after every attempt, ten minutes at most; after a day nobody waits for the message any more. */
const nextAttempt = `now() + least(interval '2 seconds' * power(2, least(attempts, 10)), interval '10 minutes')`;
const givenUpAfter = `interval '24 hours'`;

interface DueRow {
  readonly message_id: string;
  readonly phone: string;
  readonly text: string;
  readonly kind: string;
  readonly created: string;
}

export interface GivenUp {
  readonly messageId: string;
  readonly caseId: string | null;
  readonly kind: string;
  readonly createdAt: string;
  readonly givenUpAt: string;
  readonly why: string | null;
}

export interface QueueState {
  readonly waiting: number;
  readonly oldestWaitingAt: string | null;
  readonly givenUp: readonly GivenUp[];
}

export class SqlMessageQueue extends MessageQueue {
  constructor(
    private readonly pool: pg.Pool,
    private readonly seal: NumberSeal,
  ) {
    super();
  }

  async claim(limit: number): Promise<readonly DueMessage[]> {
    const { rows } = await this.pool.query<DueRow>(
      `update message_outbox m set attempts = attempts + 1, next_at = ${nextAttempt}
       from (select message_id from message_outbox where given_up_at is null and next_at <= now()
             order by next_at limit $1 for update skip locked) due
       where m.message_id = due.message_id
       returning m.message_id, m.phone, m.text, m.kind, ${isoInstant('m.created_at')} as created`,
      [limit],
    );
    return rows
      .map(({ message_id: messageId, phone, text, kind, created }) => {
        return { messageId, phone: this.seal.unseal(phone), text, kind, createdAt: created };
      })
      .sort((one, other) => (one.createdAt < other.createdAt ? -1 : 1));
  }

  async settle(deliveries: readonly Delivery[]): Promise<void> {
    const failed = deliveries.filter((delivery) => delivery.kind === 'failed');
    const sent = deliveries.filter(({ kind }) => kind === 'sent').map(({ messageId }) => messageId);
    if (sent.length > 0) await this.pool.query('delete from message_outbox where message_id = any($1::uuid[])', [sent]);
    if (failed.length === 0) return;
    await this.pool.query(
      `update message_outbox m
       set failed_why = v.why, given_up_at = case when v.over then now() end,
           phone = case when v.over then null else m.phone end, text = case when v.over then null else m.text end
       from (select d.message_id, d.why, d.final or o.created_at < now() - ${givenUpAfter} as over
             from unnest($1::uuid[], $2::text[], $3::boolean[]) as d(message_id, why, final) join message_outbox o using (message_id)) v
       where m.message_id = v.message_id`,
      [failed.map(({ messageId }) => messageId), failed.map(({ why }) => why), failed.map(({ final }) => final)],
    );
  }

  /** For an operator: how many wait, and what was given up. Numbers and texts are not part of it. */
  async state(limit: number): Promise<QueueState> {
    const { rows } = await this.pool.query<{ waiting: string; oldest: string | null }>(
      `select count(*) as waiting, ${isoInstant('min(created_at)')} as oldest from message_outbox where given_up_at is null`,
    );
    const given = await this.pool.query<{
      id: string;
      case_id: string | null;
      kind: string;
      created: string;
      given: string;
      why: string | null;
    }>(
      `select message_id as id, case_id, kind, ${isoInstant('created_at')} as created, ${isoInstant('given_up_at')} as given, failed_why as why
       from message_outbox where given_up_at is not null order by given_up_at desc limit $1`,
      [limit],
    );
    return {
      waiting: Number(rows[0]?.waiting ?? 0),
      oldestWaitingAt: rows[0]?.oldest ?? null,
      givenUp: given.rows.map(({ id, case_id: caseId, kind, created, given: givenUpAt, why }) => {
        return { messageId: id, caseId, kind, createdAt: created, givenUpAt, why };
      }),
    };
  }
}
