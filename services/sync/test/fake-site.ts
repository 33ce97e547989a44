import { createHash, createHmac, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  signatureHeaders,
  sitePaths,
  type BucketDigest,
  type HeldRecord,
  type PublicationRequest,
  type PublicationState,
  type Receipt,
  type SiteChange,
} from '@tongxiu/contracts';

/** What a site does with a request instead of answering it as it should. */
export type Misbehaviour =
  | { readonly kind: 'refuse'; readonly status: number; readonly code?: string; readonly retryAfter?: string }
  | { readonly kind: 'drop'; readonly applied: boolean }
  | { readonly kind: 'hang' }
  | { readonly kind: 'accept' }
  | { readonly kind: 'reject'; readonly code: Receipt['code'] }
  | { readonly kind: 'garble'; readonly receipts: (receipts: Receipt[]) => Receipt[] };

export interface Held {
  version: number;
  state: PublicationState;
  receiptNo: string;
  appliedAt: string;
}

/** An outside site for specs: the published interface with a storage of its own, and a say in how it fails. */
export class FakeSite {
  readonly secret = 'long-term-secret-of-the-fake-site';
  readonly held = new Map<string, Held>();
  readonly pending = new Map<string, SiteChange>();
  readonly rejected = new Map<string, HeldRecord['rejected']>();
  /** Every change that was made, in order. */
  readonly bulletin: { recordKey: string; version: number; state: PublicationState }[] = [];
  readonly asked: { path: string; recordKeys: readonly string[] }[] = [];
  misbehave: (path: string, changes: readonly SiteChange[]) => Misbehaviour | undefined = () => undefined;
  /** What the public sees, where it is not what the site holds. */
  shows: (recordKey: string, held: Held | undefined) => Held | undefined = (_key, held) => held;
  guarded = true;
  /** By its own clock, which stamps what it applies. */
  nowMs: () => number = Date.now;
  private readonly keys = new Map<string, Buffer>();
  private server: Server | undefined;
  private port = 0;

  async start(): Promise<this> {
    this.server = createServer((request, response) => void this.answer(request, response));
    await new Promise<void>((resolve) => this.server?.listen(this.port, '127.0.0.1', resolve));
    this.port = (this.server.address() as AddressInfo).port;
    return this;
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  expireKeys(): void {
    this.keys.clear();
  }

  /** Carries out, or rejects, what was accepted. */
  settlePending(code?: NonNullable<HeldRecord['rejected']>['code']): void {
    for (const [recordKey, change] of this.pending) {
      if (code === undefined) this.apply(change);
      else this.rejected.set(recordKey, { version: change.version, code });
    }
    this.pending.clear();
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const path = request.url ?? '';
    const send = (status: number, answer: unknown, headers: Record<string, string> = {}): void => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(answer));
    };
    if (path === sitePaths.workingKey) return send(this.signed(request, path, body, Buffer.from(this.secret)) ? 200 : 401, this.newKey());
    const asked = JSON.parse(body.toString()) as Partial<PublicationRequest> & { recordKeys?: string[] };
    const changes = asked.changes ?? [];
    const recordKeys = asked.recordKeys ?? changes.map(({ recordKey }) => recordKey);
    this.asked.push({ path, recordKeys });
    if (path !== sitePaths.publicLookup) {
      const key = this.keys.get(String(request.headers[signatureHeaders.keyId]));
      if (key === undefined || !this.signed(request, path, body, key)) {
        return send(401, { code: key === undefined ? 'SECRET_EXPIRED' : 'BAD_SIGNATURE', message: { zh: '', en: '' } });
      }
    }
    const wrong = this.misbehave(path, changes);
    if (wrong?.kind === 'hang') return;
    if (wrong?.kind === 'refuse') {
      const headers: Record<string, string> = wrong.retryAfter === undefined ? {} : { 'retry-after': wrong.retryAfter };
      return send(wrong.status, { code: wrong.code, message: { zh: '', en: '' } }, headers);
    }
    if (wrong?.kind === 'drop' && !wrong.applied) return void request.socket.destroy();
    if (path === sitePaths.status) return send(200, { records: recordKeys.map((recordKey) => this.holds(recordKey)) });
    if (path === sitePaths.digests) return send(200, { buckets: this.digests() });
    if (path === sitePaths.publicLookup) return send(200, { records: recordKeys.map((recordKey) => this.publicly(recordKey)) });
    const receipts = changes.map((change) => this.take(change, wrong));
    if (wrong?.kind === 'drop') return void request.socket.destroy();
    send(200, { batchId: asked.batchId, receipts: wrong?.kind === 'garble' ? wrong.receipts(receipts) : receipts });
  }

  private take(change: SiteChange, wrong: Misbehaviour | undefined): Receipt {
    const { recordKey, version } = change;
    if (wrong?.kind === 'reject') return { recordKey, version, result: 'rejected', receiptNo: '', code: wrong.code };
    if (wrong?.kind === 'accept') {
      this.pending.set(recordKey, change);
      return { recordKey, version, result: 'accepted', receiptNo: `A-${version}` };
    }
    const held = this.held.get(recordKey);
    if (held !== undefined && this.guarded && held.version >= version) {
      return {
        recordKey,
        version,
        result: held.version === version ? 'repeated' : 'superseded',
        receiptNo: held.receiptNo,
        appliedAt: held.appliedAt,
      };
    }
    const { receiptNo, appliedAt } = this.apply(change);
    return { recordKey, version, result: 'applied', receiptNo, appliedAt };
  }

  private apply({ recordKey, version, state }: SiteChange): Held {
    this.bulletin.push({ recordKey, version, state });
    const held = { version, state, receiptNo: `R-${this.bulletin.length}`, appliedAt: new Date(this.nowMs()).toISOString() };
    this.held.set(recordKey, held);
    return held;
  }

  private holds(recordKey: string): HeldRecord {
    const pending = this.pending.get(recordKey)?.version;
    return { recordKey, version: 0, ...this.held.get(recordKey), pending, rejected: this.rejected.get(recordKey) };
  }

  private digests(): BucketDigest[] {
    const sha = (text: string): string => createHash('sha256').update(text).digest('hex');
    const buckets = Map.groupBy(this.held, ([recordKey]) => sha(recordKey).slice(0, 3));
    return [...buckets].map(([bucket, records]) => {
      const digests = records.map(([key, { version, state }]) => BigInt(`0x${sha(`${key}\n${version}\n${state}`).slice(0, 16)}`));
      const digest = digests.reduce((sum, one) => sum ^ one, 0n);
      return { bucket, records: records.length, digest: digest.toString(16).padStart(16, '0') };
    });
  }

  private publicly(recordKey: string): object {
    const seen = this.shows(recordKey, this.held.get(recordKey));
    return { recordKey, shown: seen?.state === 'shown', version: seen?.version ?? 0, state: seen?.state };
  }

  private signed(request: IncomingMessage, path: string, body: Buffer, key: Buffer): boolean {
    const timestamp = String(request.headers[signatureHeaders.timestamp]);
    const text = `POST\n${path}\n${timestamp}\n${createHash('sha256').update(body).digest('hex')}`;
    return createHmac('sha256', key).update(text).digest('base64') === request.headers[signatureHeaders.signature];
  }

  private newKey(): object {
    const keyId = randomBytes(8).toString('hex');
    const key = randomBytes(32);
    this.keys.set(keyId, key);
    return { keyId, secret: key.toString('base64'), expiresAt: new Date(Date.now() + 3_600_000).toISOString() };
  }
}
