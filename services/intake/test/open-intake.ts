import type { Organ, Role } from '@tongxiu/access';
import type { EventClass } from '@tongxiu/contracts';
import { Clock, openService, type OpenService } from '@tongxiu/hosting';
import { createBus, Keyring, parseSigningKeys, type Bus, type BusMessage } from '@tongxiu/messaging';
import { busKeysEnv, FixedClock, TestIssuer, testPostgres, type TestPostgres } from '@tongxiu/testkit';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { intake } from '../src/index.js';

export const marketRegulation: Organ = { code: '11150100011528041W', name: '呼和浩特市市场监督管理局', marketRegulation: true };
export const ecology: Organ = { code: '11150100011528052L', name: '呼和浩特市生态环境局', marketRegulation: false };
/** The unit that works channel B where the configuration names no other. */
export const creditChina: Organ = { code: '11150100MB00090052', name: '“信用中国”网站', marketRegulation: false };
export const company = '91350100M000100Y43';
export const otherCompany = '91230500MA1B3N1N2M';
const keyring = new Keyring(parseSigningKeys(busKeysEnv.BUS_SIGNING_KEYS)!);

type SentBody = NonNullable<Parameters<typeof fetch>[1]>['body'];

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

/** The service with a database, a bus and an issuer of its own, driven from outside as its callers do. */
export class OpenIntake {
  readonly clock = new FixedClock('2026-03-02T01:00:00.000Z');
  readonly heard: BusMessage[] = [];

  private constructor(
    private readonly postgres: TestPostgres,
    readonly issuer: TestIssuer,
    readonly folder: string,
  ) {}

  private bus!: Bus;
  private pool!: pg.Pool;
  private service!: OpenService;

  static async open(env: Readonly<Record<string, string>> = {}): Promise<OpenIntake> {
    const folder = await mkdtemp(join(tmpdir(), 'intake-'));
    const opened = new OpenIntake(await testPostgres(), await TestIssuer.start(), folder);
    await opened.start(env);
    return opened;
  }

  private async start(env: Readonly<Record<string, string>>): Promise<void> {
    const [databaseUrl, busUrl] = await Promise.all([this.postgres.createDatabase(), this.postgres.createDatabase()]);
    const own = { DATABASE_URL: databaseUrl, BUS_DATABASE_URL: busUrl, PORT: '0', LOG_LEVEL: 'silent', MATERIALS_DIR: this.folder };
    this.service = await openService(intake, {
      env: { ...own, ...busKeysEnv, ...this.issuer.issuerEnv, ...env },
      providers: [{ provide: Clock, useValue: this.clock }],
    });
    this.pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });
    this.bus = createBus({ kind: 'embedded', databaseUrl: busUrl });
    const onBatch = async (messages: readonly BusMessage[]): Promise<void> => {
      this.heard.push(...messages);
    };
    await this.bus.subscribe({ group: 'spec', topics: ['tongxiu.intake'], batchSizeMax: 1000, onBatch });
  }

  get url(): string {
    return this.service.url;
  }

  async close(): Promise<void> {
    await this.bus.close();
    await this.pool.end();
    await this.service.close();
    await this.issuer.stop();
    await this.postgres.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  as(role: Role, who: { readonly organ?: Organ; readonly creditCode?: string } = {}): Promise<string> {
    return this.issuer.bearer({ role, ...who });
  }

  async call(method: string, path: string, authorization?: string, body?: unknown, contentType = 'application/json'): Promise<Answer> {
    const asIs = body === undefined || body instanceof FormData || body instanceof Uint8Array || typeof body === 'string';
    const sent = asIs ? (body as SentBody) : JSON.stringify(body);
    const response = await fetch(this.service.url + path, {
      method,
      headers: {
        ...(authorization === undefined ? {} : { authorization }),
        ...(body === undefined || body instanceof FormData ? {} : { 'content-type': contentType }),
      },
      ...(sent === undefined || sent === null ? {} : { body: sent }),
    });
    const text = await response.text();
    const json = response.headers.get('content-type')?.includes('json') === true;
    return { status: response.status, headers: response.headers, body: json ? (JSON.parse(text) as Record<string, unknown>) : { text } };
  }

  async push(row: object, organ = marketRegulation): Promise<Answer> {
    return this.call('POST', '/records', await this.as('department', { organ }), row);
  }

  async upload(kind: string, content: string | Uint8Array<ArrayBuffer>, creditCode = company): Promise<Answer> {
    const form = new FormData();
    form.append('creditCode', creditCode);
    form.append('kind', kind);
    form.append('file', new Blob([content]), 'file');
    return this.call('POST', '/materials', await this.as('portal'), form);
  }

  /** What another service says on the bus. */
  async tell(event: EventClass, data: { readonly recordKey: string }, id: string = randomUUID()): Promise<void> {
    const headers = {
      'content-type': 'application/json',
      ce_specversion: '1.0',
      ce_id: id,
      ce_type: event.type,
      ce_source: 'spec',
      ce_subject: data.recordKey,
      ce_time: this.clock.now(),
      ce_sequence: '1',
    };
    await this.bus.publish([keyring.sign({ topic: event.topic, key: data.recordKey, headers, value: JSON.stringify(data) })]);
  }

  /** What the database holds, for what no door tells. */
  async query(sql: string): Promise<Record<string, unknown>[]> {
    return (await this.pool.query<Record<string, unknown>>(sql)).rows;
  }

  heardOf(recordKey: string): { type: string; sequence: string; data: Record<string, unknown> }[] {
    return this.heard
      .filter(({ key }) => key === recordKey)
      .map(({ headers, value }) => {
        return {
          type: headers['ce_type'] ?? '',
          sequence: headers['ce_sequence'] ?? '',
          data: JSON.parse(value) as Record<string, unknown>,
        };
      });
  }
}

export const errorsOf = (answer: Answer): string[] =>
  ((answer.body['errors'] ?? []) as { field?: string; rule?: string }[]).map(({ field, rule }) => [field, rule].filter(Boolean).join(' '));

export const penaltyRow = (documentNo: string, change: object = {}) => ({
  CF_XDR_MC: '内蒙古示例食品有限公司',
  CF_XDR_LB: '法人及非法人组织',
  CF_XDR_SHXYM: company,
  CF_FRDB: '张三',
  CF_FR_ZJHM: '150102199001010011',
  CF_WSH: documentNo,
  CF_SY: '经营过期食品',
  CF_CFLB: '1',
  CF_JDRQ: '2025/06/14',
  ...change,
});
export const penaltyKey = (documentNo: string, organ = marketRegulation): string => `penalty:${organ.code}:${documentNo}`;
