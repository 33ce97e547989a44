import { randomUUID } from 'node:crypto';
import {
  ApplicationSubmittedV1,
  ApplicationSupplementedV1,
  ObjectionFiledV1,
  RecordRemovedV1,
  WithdrawalRequestedV1,
  materialKinds,
  recordKeyOf,
  type Channel,
  type MaterialKind,
  type RecordContent,
} from '@tongxiu/contracts';
import { Clock, openService, type OpenService } from '@tongxiu/hosting';
import { createBus, Transactions, type BusMessage } from '@tongxiu/messaging';
import { busKeysEnv, FixedClock, TestIssuer, testPostgres } from '@tongxiu/testkit';
import pg from 'pg';
import { ApplicationsController } from '../src/adapters/bus/applications.controller.js';
import { review } from '../src/review.service-definition.js';

/** A Monday morning. */
export const today = '2026-03-02T02:00:00.000Z';

const creditChina = { code: '11150100MB0000001A', name: '信用中国（呼和浩特）受理窗口' };
export const waterBureau = { code: '11150100MB0000002B', name: '呼和浩特市水务局' };
export const marketBureau = { code: '11150100MB0000003C', name: '呼和浩特市市场监督管理局', marketRegulation: true };

export interface Answer {
  readonly status: number;
  // The body of an answer is JSON whose shape each expectation states.
  readonly body: Record<string, unknown> & {
    errors?: { field?: string; rule?: string; clause?: string; until?: string }[];
    results?: unknown[];
  };
}

export interface Told {
  readonly type: string;
  readonly key: string;
  readonly sequence: string;
  readonly data: Record<string, unknown>;
}

/** The whole service with its database and bus, applications coming in by its reaction, and everything it tells. */
export class ReviewUnderTest {
  readonly told: Told[] = [];
  private documentNo = 0;

  private constructor(
    private readonly service: OpenService,
    private readonly issuer: TestIssuer,
    readonly clock: FixedClock,
    readonly database: pg.Pool,
    private readonly end: () => Promise<void>,
  ) {}

  static async start(settings: Record<string, string> = {}): Promise<ReviewUnderTest> {
    const postgres = await testPostgres();
    const issuer = await TestIssuer.start();
    const [databaseUrl, busUrl] = [await postgres.createDatabase(), await postgres.createDatabase()];
    const clock = new FixedClock(today);
    const env = {
      ...issuer.issuerEnv,
      ...busKeysEnv,
      DATABASE_URL: databaseUrl,
      BUS_DATABASE_URL: busUrl,
      PORT: '0',
      LOG_LEVEL: 'silent',
      CREDIT_CHINA_ORGAN_CODE: creditChina.code,
      ...settings,
    };
    const service = await openService(review, { env, providers: [{ provide: Clock, useValue: clock }] });
    const bus = createBus({ kind: 'embedded', databaseUrl: busUrl });
    const database = new pg.Pool({ connectionString: databaseUrl, max: 2 });
    const under = new ReviewUnderTest(service, issuer, clock, database, async () => {
      await subscription.stop();
      await bus.close();
      await service.close();
      await database.end();
      await issuer.stop();
      await postgres.stop();
    });
    const subscription = await bus.subscribe({
      group: 'spec',
      topics: ['tongxiu.review'],
      batchSizeMax: 1000,
      onBatch: (messages) => {
        under.told.push(...messages.map(toldBy));
        return Promise.resolve();
      },
    });
    return under;
  }

  /** An application as intake tells of it: sound unless the wish says otherwise. */
  application(
    wish: { record?: Partial<RecordContent>; channel?: Channel; materials?: readonly MaterialKind[]; submittedAt?: string } = {},
  ) {
    const organ = wish.channel === 'publicitySystem' ? marketBureau : waterBureau;
    const record: RecordContent = {
      kind: 'penalty',
      subjectName: '内蒙古某某有限公司',
      subjectKind: 'enterprise',
      creditCode: '91350100M000100Y43',
      organCode: organ.code,
      organName: organ.name,
      marketRegulation: organ === marketBureau,
      documentNo: `呼罚〔2025〕${(this.documentNo += 1)}号`,
      decidedOn: '2025-08-15',
      domains: ['other'],
      penaltyKinds: ['fine'],
      conducts: [],
      reason: '未按规定报送',
      ...wish.record,
    };
    return Object.assign(new ApplicationSubmittedV1(), {
      caseId: randomUUID(),
      recordKey: recordKeyOf(record),
      recordRevision: 1,
      record,
      channel: wish.channel ?? 'creditChina',
      statements: { corrected: true, obligationsPerformed: true, commitmentPublishable: true },
      materials: (wish.materials ?? materialKinds).map(material),
      submittedAt: wish.submittedAt ?? this.clock.now(),
    });
  }

  async receive(...events: FromIntake[]): Promise<readonly { reason: string }[]> {
    const received = events.map((data) => ({ event: attributesOf(data), data }));
    const controller = this.service.app.get(ApplicationsController);
    return this.service.app.get(Transactions).run((tx) => controller.on(received, tx));
  }

  /** A case that was submitted, and accepted if so wished. */
  async openCase(wish: Parameters<ReviewUnderTest['application']>[0] = {}, accepted = false): Promise<string> {
    const application = this.application(wish);
    await this.receive(application);
    const organ = wish.channel === 'publicitySystem' ? marketBureau : creditChina;
    if (accepted) await this.as('reviewer', organ).post(`/reviews/${application.caseId}/acceptance`);
    return application.caseId;
  }

  supplement(caseId: string, recordKey: string, kinds: readonly MaterialKind[]): ApplicationSupplementedV1 {
    const materials = kinds.map(material);
    return Object.assign(new ApplicationSupplementedV1(), { caseId, recordKey, materials, supplementedAt: this.clock.now() });
  }

  withdrawal(caseId: string, recordKey: string): WithdrawalRequestedV1 {
    return Object.assign(new WithdrawalRequestedV1(), { caseId, recordKey, at: this.clock.now() });
  }

  objection(caseId: string, recordKey: string, kinds: readonly MaterialKind[] = []): ObjectionFiledV1 {
    const told = { caseId, recordKey, at: this.clock.now(), objectionId: randomUUID(), materials: kinds.map(material) };
    return Object.assign(new ObjectionFiledV1(), told);
  }

  removal(recordKey: string, revision: number): RecordRemovedV1 {
    const { code, name } = waterBureau;
    const told = {
      recordKey,
      revision,
      organCode: code,
      organName: name,
      removedOn: '2026-03-02',
      reason: '已纠正',
      receivedAt: this.clock.now(),
    };
    return Object.assign(new RecordRemovedV1(), told);
  }

  as(role: 'reviewer' | 'operator' | 'applicant', organ: { code: string; name: string } | undefined = undefined) {
    const call = async (method: string, path: string, body?: unknown): Promise<Answer> => {
      const authorization = await this.issuer.bearer({ role, ...(organ === undefined ? {} : { organ }), subject: `${role}-1` });
      const sent = body === undefined ? {} : { body: JSON.stringify(body) };
      const headers = { authorization, ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
      const answer = await fetch(`${this.service.url}${path}`, { method, headers, ...sent });
      return { status: answer.status, body: (await answer.json()) as Answer['body'] };
    };
    const download = async (path: string): Promise<Response> => {
      const authorization = await this.issuer.bearer({ role, ...(organ === undefined ? {} : { organ }), subject: `${role}-1` });
      return fetch(`${this.service.url}${path}`, { headers: { authorization } });
    };
    return { download, get: (path: string) => call('GET', path), post: (path: string, body?: unknown) => call('POST', path, body) };
  }

  get creditChina() {
    return this.as('reviewer', creditChina);
  }

  get operator() {
    return this.as('operator');
  }

  async deadlines(caseId: string): Promise<Record<string, unknown>> {
    const { body } = await this.operator.get(`/reviews/${caseId}`);
    const deadlines = body['deadlines'] as { what: string; status: string; dueDate: string | null }[];
    return Object.fromEntries(deadlines.map(({ what, status, dueDate }) => [what, [status, dueDate]]));
  }

  stop(): Promise<void> {
    return this.end();
  }
}

const material = (kind: MaterialKind) => ({ materialId: randomUUID(), kind, sha256: 'a'.repeat(64), bytes: 1024 });

type FromIntake = ApplicationSubmittedV1 | ApplicationSupplementedV1 | WithdrawalRequestedV1 | ObjectionFiledV1 | RecordRemovedV1;

const attributesOf = (data: FromIntake) => ({
  id: randomUUID(),
  type: (data.constructor as { type?: string }).type ?? '',
  source: 'intake',
  subject: data.recordKey,
  time: today,
  sequence: 1,
});

const toldBy = ({ headers, key, value }: BusMessage): Told => ({
  type: headers['ce_type'] ?? '',
  key,
  sequence: headers['ce_sequence'] ?? '',
  data: JSON.parse(value) as Record<string, unknown>,
});
