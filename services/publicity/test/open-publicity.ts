import { topics, type EventClass } from '@tongxiu/contracts';
import { Clock, openService, type OpenService } from '@tongxiu/hosting';
import { createBus, Keyring, parseSigningKeys, type Bus, type BusMessage } from '@tongxiu/messaging';
import { busKeysEnv, eventually, FixedClock, TestIssuer, testPostgres, type TestPostgres } from '@tongxiu/testkit';
import { randomUUID } from 'node:crypto';
import { listed, record } from '../src/domain/example-happenings.js';
import { publicity } from '../src/publicity.service-definition.js';

export const organ = { code: record.organCode, name: record.organName, marketRegulation: false };
const keyring = new Keyring(parseSigningKeys(busKeysEnv.BUS_SIGNING_KEYS)!);

/** The whole service with a bus, as its neighbours meet it. */
export class PublicityUnderTest {
  readonly clock = new FixedClock('2026-11-22T01:00:00.000Z');
  readonly heard: BusMessage[] = [];
  private constructor(
    private readonly postgres: TestPostgres,
    readonly issuer: TestIssuer,
  ) {}
  private bus!: Bus;
  private service!: OpenService;

  static async open(env: Record<string, string> = {}): Promise<PublicityUnderTest> {
    const postgres = await testPostgres();
    const under = new PublicityUnderTest(postgres, await TestIssuer.start());
    const [databaseUrl, busUrl] = await Promise.all([postgres.createDatabase(), postgres.createDatabase()]);
    under.service = await openService(publicity, {
      env: {
        DATABASE_URL: databaseUrl,
        BUS_DATABASE_URL: busUrl,
        PORT: '0',
        LOG_LEVEL: 'error',
        PUBLIC_REQUESTS_PER_MINUTE: '10000',
        ...under.issuer.issuerEnv,
        ...busKeysEnv,
        ...env,
      },
      providers: [{ provide: Clock, useValue: under.clock }],
    });
    under.bus = createBus({ kind: 'embedded', databaseUrl: busUrl });
    const onBatch = async (messages: readonly BusMessage[]): Promise<void> => void under.heard.push(...messages);
    await under.bus.subscribe({ group: 'spec', topics: [topics.publicity], batchSizeMax: 500, onBatch });
    return under;
  }

  async close(): Promise<void> {
    await this.bus.close();
    await this.service.close();
    await this.issuer.stop();
    await this.postgres.stop();
  }

  async tell(
    event: EventClass,
    data: { readonly recordKey?: string; readonly listId?: string; readonly [field: string]: unknown },
  ): Promise<void> {
    const key = data.recordKey ?? data.listId ?? '';
    const headers = {
      'content-type': 'application/json',
      ce_specversion: '1.0',
      ce_id: randomUUID(),
      ce_type: event.type,
      ce_source: 'spec',
      ce_subject: key,
      ce_time: this.clock.now(),
      ce_sequence: '1',
    };
    await this.bus.publish([keyring.sign({ topic: event.topic, key, headers, value: JSON.stringify(data) })]);
  }

  listing(recordKey: string, change: object = {}, revision = 1) {
    return { recordKey, revision, record: { ...record, ...change }, receivedAt: listed(1).receivedAt };
  }

  async ask(path: string, wish: { as?: Parameters<TestIssuer['bearer']>[0]; body?: unknown; method?: string } = {}) {
    const { as, body, method = body === undefined ? 'GET' : 'POST' } = wish;
    const response = await fetch(this.service.url + path, {
      method,
      headers: {
        ...(as === undefined ? {} : { authorization: await this.issuer.bearer(as) }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    const json = response.headers.get('content-type')?.includes('json') ?? false;
    return {
      status: response.status,
      headers: response.headers,
      bytes,
      body: (json ? JSON.parse(bytes.toString()) : {}) as Record<string, unknown>,
    };
  }

  /** Each look begins a new minute, so that asking again is not counted against the spec. */
  until(recordKey: string, state: string) {
    return eventually(async () => (await this.ask(`/records/${encodeURIComponent(recordKey)}`)).body['state'] === state, {
      intervalMs: 50,
    });
  }

  async changesOf(recordKey: string) {
    return this.heard.filter(({ key }) => key === recordKey).map(({ value }) => JSON.parse(value) as Record<string, unknown>);
  }
}
