import { Logger } from '@nestjs/common';
import pg, { type Pool } from 'pg';
import { Bus, type OutgoingMessage, type Subscription, type SubscriptionOptions, type TopicSpec } from '../bus.js';
import { plainArray, textColumns } from '../postgres/columns.js';
import { keepPlansOptions } from '../postgres/kept-plans.js';
import { answerLimitMs, probed } from '../postgres/silent-lines.js';
import { BusSession, type SessionEars } from './bus-session.js';
import { EmbeddedSubscription, type SubscriptionTimes } from './embedded-subscription.js';
import { partitionOf } from './partition-of.js';
import { embeddedBusSchema, schemaVersion } from './schema.js';
import { TopicBell } from './topic-bell.js';

export interface EmbeddedBusOptions extends Partial<SubscriptionTimes> {
  readonly databaseUrl: string;
  readonly connectionsMax?: number;
  /** How long the database may take for a statement before its connection is given up. */
  readonly answerMs?: number;
  /** How long the log keeps messages, at least; what some group has still to read it keeps for ever. */
  readonly retentionMs?: number;
  /** How often what is older is deleted. */
  readonly trimEveryMs?: number;
}

interface TopicRow {
  readonly id: number;
  readonly name: string;
  readonly partitions: number;
}

const defaultTimes: SubscriptionTimes = { pollMs: 1000, shareMs: 1000, leaseMs: 5000, retryFirstMs: 100, retryCapMs: 5000 };

/** As long as topics on Kafka keep them unless told otherwise. */
const defaultRetentionMs = 30 * 86_400_000;
const defaultTrimEveryMs = 3_600_000;

/** A partitioned log in a PostgreSQL database of its own: the bus of the one-machine start-up. */
export class EmbeddedBus extends Bus {
  private readonly logger = new Logger(EmbeddedBus.name);
  private readonly pool: Pool;
  private readonly session: BusSession;
  private readonly bell: TopicBell;
  private readonly times: SubscriptionTimes;
  private readonly topics = new Map<string, TopicRow>();
  private readonly subscriptions = new Set<EmbeddedSubscription>();
  private readonly retentionMs: number;
  private readonly trimming: NodeJS.Timeout;
  private prepared: Promise<void> | undefined;
  private closing: Promise<void> | undefined;

  constructor(options: EmbeddedBusOptions) {
    super();
    this.times = {
      pollMs: options.pollMs ?? defaultTimes.pollMs,
      shareMs: options.shareMs ?? defaultTimes.shareMs,
      leaseMs: options.leaseMs ?? defaultTimes.leaseMs,
      retryFirstMs: options.retryFirstMs ?? defaultTimes.retryFirstMs,
      retryCapMs: options.retryCapMs ?? defaultTimes.retryCapMs,
    };
    this.pool = new pg.Pool({
      connectionString: options.databaseUrl,
      max: options.connectionsMax ?? 8,
      application_name: 'tongxiu-bus',
      ...probed,
      query_timeout: options.answerMs ?? answerLimitMs,
      // The branches of a read come in order from the index; with sorting off they are merged even where the log looked empty.
      options: `${keepPlansOptions} -c enable_sort=off`,
    });
    // An idle connection that breaks is replaced at the next use; without a listener it would end the process.
    this.pool.on('error', () => undefined);
    const ears: SessionEars = {
      onTopic: (topicId) => this.each((subscription) => subscription.follows(topicId) && subscription.wake()),
      onMembersChanged: (group) =>
        this.each((subscription) => (group === undefined || group === subscription.group) && subscription.membersChanged()),
    };
    this.session = new BusSession(options.databaseUrl, Math.min(1000, this.times.leaseMs / 4), ears, options.answerMs);
    this.bell = new TopicBell(this.session);
    this.retentionMs = options.retentionMs ?? defaultRetentionMs;
    // Every process does it; who comes second finds nothing left.
    this.trimming = setInterval(() => void this.trimAll(), options.trimEveryMs ?? defaultTrimEveryMs).unref();
  }

  async ensureTopics(specs: readonly TopicSpec[]): Promise<void> {
    await this.prepare();
    const names = specs.map((spec) => spec.name);
    await this.pool.query(
      `insert into bus_topic (name, partitions) select * from unnest($1::text[], $2::smallint[]) as t (name, partitions)
       where not exists (select from bus_topic b where b.name = t.name) order by name
       on conflict (name) do nothing`,
      [names, specs.map((spec) => spec.partitions)],
    );
    await this.loadTopics(names);
    for (const spec of specs) {
      const { partitions } = this.topics.get(spec.name)!;
      if (partitions === spec.partitions) continue;
      throw new Error(
        `Topic ${spec.name} has ${partitions} partitions and cannot be given ${spec.partitions}: its keys would change partition and lose their order.`,
      );
    }
  }

  /** One statement for all: either every message is in the log or none is. */
  async publish(messages: readonly OutgoingMessage[]): Promise<readonly number[]> {
    if (messages.length === 0) return [];
    const topics = await this.topicsNamed(messages.map((message) => message.topic));
    const rows = messages.map((message) => topics.get(message.topic)!);
    const { delimiter, columns } = textColumns(
      messages.map((message) => message.key),
      messages.map((message) => JSON.stringify(message.headers)),
      messages.map((message) => message.value),
    );
    await this.pool.query({
      name: 'bus-append',
      text: 'select bus_append($1, $2, $3, $4, $5, $6)',
      values: [
        plainArray(rows.map((topic) => topic.id)),
        plainArray(messages.map((message, index) => partitionOf(message.key, rows[index]!.partitions))),
        delimiter,
        ...columns,
      ],
    });
    this.bell.ring(rows.map((topic) => topic.id));
    return messages.map((_message, index) => index);
  }

  async subscribe(options: SubscriptionOptions): Promise<Subscription> {
    const topics = [...(await this.topicsNamed(options.topics)).values()];
    const ids = topics.map((topic) => topic.id);
    await this.pool.query(
      `insert into bus_position (group_name, topic, partition)
       select $1, t.id, n from bus_topic t, generate_series(0, t.partitions - 1) n where t.id = any($2::smallint[]) on conflict do nothing`,
      [options.group, ids],
    );
    await this.session.listenTo(ids);
    const names = new Map(topics.map((topic) => [topic.id, topic.name]));
    const subscription = new EmbeddedSubscription(this.pool, this.session, names, options, this.times);
    this.subscriptions.add(subscription);
    const { subscriptions } = this;
    return {
      lag: () => subscription.lag(),
      lastProgressAt: () => subscription.lastProgressAt(),
      stop: () => subscription.stop().finally(() => subscriptions.delete(subscription)),
    };
  }

  async seek(group: string, topicName: string, to: 'beginning' | 'end' | { readonly fromMs: number }): Promise<void> {
    const topic = (await this.topicsNamed([topicName])).get(topicName)!;
    const [where, values] = to === 'beginning' ? ['false', []] : to === 'end' ? ['true', []] : ['m.appended_at_ms < $3', [to.fromMs]];
    const { rows } = await this.pool.query<{ worked: boolean }>(
      `with busy as (
         select from bus_position p join bus_member m on m.member = p.owner where p.group_name = $1 and p.topic = $2
       ), moved as (
         insert into bus_position (group_name, topic, partition, "position")
         select $1, t.id, n, coalesce((select max(m."offset") from bus_message m where m.topic = t.id and m.partition = n and ${where}), 0)
         from bus_topic t, generate_series(0, t.partitions - 1) n where t.id = $2 and not exists (select from busy)
         on conflict (group_name, topic, partition) do update set "position" = excluded."position", owner = null, fence = bus_position.fence + 1
         returning 1
       )
       select exists (select from busy) as worked`,
      [group, topic.id, ...values],
    );
    if (rows[0]!.worked) throw new Error(`Group ${group} is at work on ${topicName}: stop its members before moving it.`);
  }

  /** Deletes messages older than the given age, up to what some group has still to read. Answers how many. */
  async trim(topic: string, olderThanMs: number): Promise<number> {
    await this.prepare();
    for (let trimmed = 0; ;) {
      const { rows } = await this.pool.query<{ count: string }>(
        'select bus_trim($1, (floor(extract(epoch from clock_timestamp()) * 1000) - $2)::bigint) as count',
        [topic, olderThanMs],
      );
      const count = Number(rows[0]!.count);
      if (count === 0) return trimmed;
      trimmed += count;
    }
  }

  close(): Promise<void> {
    this.closing ??= (async () => {
      clearInterval(this.trimming);
      await Promise.all([...this.subscriptions].map((subscription) => subscription.stop()));
      await this.session.close();
      await this.pool.end();
    })();
    return this.closing;
  }

  /** What fails now is done the next time. */
  private async trimAll(): Promise<void> {
    try {
      await this.prepare();
      const { rows } = await this.pool.query<{ name: string }>('select name from bus_topic order by id');
      for (const { name } of rows) await this.trim(name, this.retentionMs);
    } catch (cause) {
      this.logger.warn(`Old messages could not be deleted: ${cause instanceof Error ? cause.message : String(cause)}`);
    }
  }

  private each(tell: (subscription: EmbeddedSubscription) => unknown): void {
    for (const subscription of this.subscriptions) tell(subscription);
  }

  private async topicsNamed(names: readonly string[]): Promise<ReadonlyMap<string, TopicRow>> {
    const wanted = [...new Set(names)];
    if (wanted.some((name) => !this.topics.has(name))) {
      await this.prepare();
      await this.loadTopics(wanted);
    }
    return new Map(
      wanted.map((name) => {
        const topic = this.topics.get(name);
        if (topic === undefined) throw new Error(`The bus has no topic ${name}.`);
        return [name, topic];
      }),
    );
  }

  private async loadTopics(names: readonly string[]): Promise<void> {
    const { rows } = await this.pool.query<TopicRow>('select id, name, partitions from bus_topic where name = any($1)', [names]);
    for (const row of rows) this.topics.set(row.name, row);
  }

  /** Several processes start at once: the first one builds the schema while the others wait for its lock. */
  private prepare(): Promise<void> {
    this.prepared ??= this.createSchema().catch((cause: unknown) => {
      this.prepared = undefined;
      throw cause;
    });
    return this.prepared;
  }

  private async createSchema(): Promise<void> {
    const client = await this.pool.connect();
    client.on('error', () => undefined);
    try {
      await client.query('begin');
      await client.query('select pg_advisory_xact_lock(7460005)');
      await client.query('create table if not exists bus_schema (version integer not null)');
      const { rows } = await client.query<{ version: number }>('select max(version) as version from bus_schema having count(*) > 0');
      if ((rows[0]?.version ?? 0) < schemaVersion) {
        await client.query(embeddedBusSchema);
        await client.query('insert into bus_schema values ($1)', [schemaVersion]);
      }
      await client.query('commit');
    } finally {
      // Closed rather than kept: an error in between has left a transaction open.
      client.release(true);
    }
  }
}
