import { Logger } from '@nestjs/common';
import pg, { type Client, type QueryResultRow } from 'pg';
import { backoffMs } from '../backoff.js';
import { keepPlans } from '../postgres/kept-plans.js';
import { answerLimitMs, probed } from '../postgres/silent-lines.js';
import { statementName } from '../postgres/statement-names.js';
import { WakeUp } from '../wake-up.js';

/** Where this process stands towards the bus database: one connection with a number that nobody else ever has. */
interface OpenSession {
  readonly client: Client;
  readonly number: number;
}

export interface SessionEars {
  /** A topic got messages, or (without an id) anything may have changed: the connection was lost and is back. */
  readonly onTopic: (topicId: number | undefined) => void;
  readonly onMembersChanged: (group: string | undefined) => void;
}

/**
 * One connection per process that holds everything ownership rests on: the advisory lock by which others see that this process
 * lives, the notifications, and every statement that takes a share or moves a position. A process that dies, or whose
 * connection breaks, loses all of it in the same moment; a new connection is a new session and starts owning nothing.
 */
export class BusSession {
  private readonly logger = new Logger(BusSession.name);
  private readonly closing = new WakeUp();
  private readonly topicIds = new Set<number>();
  private session: OpenSession | undefined;
  private opening: Promise<OpenSession> | undefined;
  private beat: NodeJS.Timeout | undefined;
  private tail: Promise<unknown> = Promise.resolve();
  private closed = false;

  constructor(
    private readonly connectionString: string,
    private readonly beatMs: number,
    private readonly ears: SessionEars,
    private readonly answerMs: number = answerLimitMs,
  ) {}

  async number(): Promise<number> {
    return (await this.open()).number;
  }

  async listenTo(topicIds: readonly number[]): Promise<void> {
    for (const id of topicIds) this.topicIds.add(id);
    await this.query(topicIds.map((id) => `listen tongxiu_bus_${id}`).join('; '));
  }

  /** Statements go one after the other, in the order they were asked for. */
  async query<Row extends QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]> {
    const { client } = await this.open();
    const name = values === undefined ? undefined : statementName(text);
    const asked = this.tail.then(() =>
      client.query<Row>({ text, ...(name === undefined ? {} : { name }), ...(values === undefined ? {} : { values }) }),
    );
    this.tail = asked.catch(async (cause: unknown) => {
      // What PostgreSQL refuses has a code; without one nobody has answered, and nobody will on this connection.
      if (!(cause instanceof pg.DatabaseError)) await client.end().catch(() => undefined);
    });
    return (await asked).rows;
  }

  async close(): Promise<void> {
    this.closed = true;
    this.closing.ring();
    await this.opening?.catch(() => undefined);
    const session = this.session;
    this.lose(session?.client);
    await session?.client.end().catch(() => undefined);
  }

  private async open(): Promise<OpenSession> {
    if (this.session !== undefined) return this.session;
    if (this.closed) throw new Error('The bus is closed.');
    this.opening ??= this.connect().finally(() => (this.opening = undefined));
    return this.opening;
  }

  private async connect(): Promise<OpenSession> {
    const client = new pg.Client({
      connectionString: this.connectionString,
      application_name: 'tongxiu-bus',
      ...probed,
      connectionTimeoutMillis: this.answerMs,
      query_timeout: this.answerMs,
    });
    client.on('error', () => this.lose(client));
    client.on('end', () => this.lose(client));
    client.on('notification', ({ channel, payload }) => {
      if (channel === 'tongxiu_bus_members') this.ears.onMembersChanged(payload);
      else this.ears.onTopic(Number(channel.slice('tongxiu_bus_'.length)));
    });
    try {
      await client.connect();
      // A position that a power cut takes back is a redelivery, so positions need not wait for the disk.
      await client.query(
        `${keepPlans}; set synchronous_commit = off; set tcp_keepalives_idle = 5; set tcp_keepalives_interval = 2; set tcp_keepalives_count = 3;
         ${['members', ...this.topicIds].map((channel) => `listen tongxiu_bus_${channel}`).join('; ')}`,
      );
      const { rows } = await client.query<{ number: number }>(
        `select n::int as number, pg_advisory_lock(7460002, n::int) from (select nextval('bus_session') as n offset 0) s`,
      );
      this.session = { client, number: rows[0]!.number };
    } catch (cause) {
      await client.end().catch(() => undefined);
      throw cause;
    }
    this.beat = setInterval(() => this.show(), this.beatMs);
    return this.session;
  }

  /** Tells the others that this process not only has a connection but also still turns its wheel. */
  private show(): void {
    const number = this.session?.number;
    if (number === undefined) return;
    this.query('update bus_member set seen_at = clock_timestamp() where session = $1', [number]).catch(() => undefined);
  }

  private lose(client: Client | undefined): void {
    if (client === undefined || this.session?.client !== client) return;
    this.session = undefined;
    clearInterval(this.beat);
    if (this.closed) return;
    this.logger.warn('The connection to the bus was lost; its partitions are free for others until it is back.');
    this.ears.onMembersChanged(undefined);
    void this.reopen();
  }

  private async reopen(): Promise<void> {
    for (let failures = 1; !this.closed; failures++) {
      try {
        await this.open();
        this.ears.onMembersChanged(undefined);
        this.ears.onTopic(undefined);
        return;
      } catch {
        await this.closing.sleep(backoffMs(failures, 100, 2000));
      }
    }
  }
}
