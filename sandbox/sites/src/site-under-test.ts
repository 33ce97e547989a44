import { createHash, createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sitePaths } from '@tongxiu/contracts/site';
import type { BulletinEntry, HeldRecord, PublicationState, PublicRecord, Receipt, RecordContent, SiteChange } from '@tongxiu/contracts';
import { startSite, type RunningSite, type SiteId, type SiteOptions } from './index.js';

export const secret = 'a-long-term-secret-of-a-spec';
export const adminToken = 'an-admin-token-of-a-spec';

interface Key {
  readonly keyId: string;
  readonly key: Buffer;
}

/** A client that knows nothing of a site but the published interface. */
export class SiteClient {
  private key: Key | undefined;

  constructor(
    private readonly url: () => string,
    private readonly now: () => number = Date.now,
  ) {}

  /** Signed by hand after the text of the contract, so that the site's own signing is checked and not repeated. */
  signed(path: string, body: string, { keyId, key }: Key, change: { timestamp?: string; method?: string } = {}): RequestInit {
    const timestamp = change.timestamp ?? String(this.now());
    const digest = createHash('sha256').update(body).digest('hex');
    const text = [change.method ?? 'POST', path, timestamp, digest].join('\n');
    const signature = createHmac('sha256', key).update(text).digest('base64');
    const headers = { 'x-key-id': keyId, 'x-timestamp': timestamp, 'x-signature': signature, 'content-type': 'application/json' };
    return { method: 'POST', body, headers };
  }

  ask(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(this.url() + path, init);
  }

  async workingKey(clientId = 'tongxiu', longTermSecret = secret): Promise<Response> {
    return this.ask(sitePaths.workingKey, this.signed(sitePaths.workingKey, '{}', { keyId: clientId, key: Buffer.from(longTermSecret) }));
  }

  forgetKey(): void {
    this.key = undefined;
  }

  async exchange(path: string, body: unknown): Promise<Response> {
    this.key ??= await this.freshKey();
    return this.ask(path, this.signed(path, typeof body === 'string' ? body : JSON.stringify(body), this.key));
  }

  async freshKey(): Promise<Key> {
    const { keyId, secret: base64 } = (await (await this.workingKey()).json()) as { keyId: string; secret: string };
    return { keyId, key: Buffer.from(base64, 'base64') };
  }

  async publish(...changes: readonly unknown[]): Promise<readonly Receipt[]> {
    const answer = await this.exchange(sitePaths.publications, { batchId: 'batch-1', changes });
    return ((await answer.json()) as { receipts: Receipt[] }).receipts;
  }

  async status(...recordKeys: readonly string[]): Promise<readonly HeldRecord[]> {
    const answer = await this.exchange(sitePaths.status, { recordKeys });
    return ((await answer.json()) as { records: HeldRecord[] }).records;
  }

  async lookup(...recordKeys: readonly string[]): Promise<readonly PublicRecord[]> {
    const answer = await this.ask(sitePaths.publicLookup, { method: 'POST', body: JSON.stringify({ recordKeys }) });
    return ((await answer.json()) as { records: PublicRecord[] }).records;
  }

  async bulletin(): Promise<readonly BulletinEntry[]> {
    const answer = await this.ask(sitePaths.publicBulletin);
    return ((await answer.json()) as { entries: BulletinEntry[] }).entries;
  }
}

/** A site over real HTTP and real storage, with a clock of its own, and its client. */
export class SiteUnderTest extends SiteClient {
  nowMs = Date.parse('2026-11-22T02:00:00.000Z');
  private readonly dataDir = mkdtempSync(join(tmpdir(), 'site-'));
  private site!: RunningSite;

  private constructor(private readonly options: Partial<SiteOptions> & { site?: SiteId }) {
    super(
      () => this.site.url,
      () => this.nowMs,
    );
  }

  static async start(options: Partial<SiteOptions> & { site?: SiteId } = {}): Promise<SiteUnderTest> {
    const site = new SiteUnderTest(options);
    await site.open();
    return site;
  }

  get file(): string {
    return join(this.dataDir, `${this.options.site ?? 'credit-china'}.sqlite`);
  }

  setFaults: RunningSite['setFaults'] = (faults) => this.site.setFaults(faults);

  async restart(): Promise<void> {
    await this.site.close();
    await this.open();
  }

  async close(): Promise<void> {
    await this.site.close();
    rmSync(this.dataDir, { recursive: true });
  }

  private async open(): Promise<void> {
    const now = (): number => this.nowMs;
    const { site = 'credit-china', ...options } = this.options;
    this.site = await startSite({ site, dataDir: this.dataDir, clientId: 'tongxiu', secret, adminToken, now, ...options });
    this.forgetKey();
  }
}

const organCode = '11150100MB00000354';

export const sample: RecordContent = {
  kind: 'penalty',
  subjectName: '呼和浩特市样例食品有限公司',
  subjectKind: 'enterprise',
  creditCode: '91150100MAXX000156',
  organCode,
  organName: '呼和浩特市市场监督管理局',
  marketRegulation: true,
  documentNo: '呼市监罚字〔2026〕7号',
  decidedOn: '2026-03-02',
  domains: ['food'],
  penaltyKinds: ['fine'],
  conducts: [],
  severity: 'general',
  reason: '经营超过保质期的食品',
};

export const keyOf = (documentNo: string): string => `penalty:${organCode}:${documentNo}`;

/** A change of the record with this number; shown ones carry the content. */
export function changeOf(
  documentNo: string,
  version: number,
  state: PublicationState = 'shown',
  content: Partial<RecordContent> = {},
): SiteChange {
  const change = { recordKey: keyOf(documentNo), version, state, kind: 'penalty', creditCode: sample.creditCode, effects: [] } as const;
  return state === 'shown' ? { ...change, record: { ...sample, documentNo, ...content } } : change;
}
