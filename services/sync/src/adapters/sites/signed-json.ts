import { createHmac, hash } from 'node:crypto';
import {
  signatureHeaders,
  siteErrorCodes,
  sitePaths,
  type BucketDigest,
  type DigestsAnswer,
  type HeldRecord,
  type LookupAnswer,
  type PublicationAnswer,
  type PublicRecord,
  type SiteErrorCode,
  type SiteRefusal,
  type StatusAnswer,
  type WorkingKey,
} from '@tongxiu/contracts';
import { currentTraceparent } from '@tongxiu/telemetry';
import { Pool } from 'undici';
import { SiteConnector, type Ending } from '../../app/site-connector.js';
import type { Change } from '../../domain/effect.js';
import { certainlyNotSent, retryAfterMsOf } from './endings.js';

export interface SignedJsonOptions {
  readonly baseUrl: string;
  readonly clientId: string;
  readonly secret: string;
  readonly timeoutMs: number;
  readonly nowMs: () => number;
}

interface Key {
  readonly id: string;
  readonly bytes: Buffer;
  readonly expiresAtMs: number;
}

/** A whole answer may take so many times the time until its first byte. */
const wholeAnswerFactor = 6;

/** A key is renewed this long before it expires, so that the two clocks need not agree to the second. */
const renewBeforeMs = 60_000;

/** A thousand records with texts as long as they may be; a site that answers more is not read to the end. */
const answerBytesMax = 64 * 1024 * 1024;

/** Signed JSON over HTTP, as `exchange.ts` of the contracts publishes it. Connections are kept alive; sending and reading back each have one. */
export class SignedJsonSite extends SiteConnector {
  private readonly http: Pool;
  private readonly basePath: string;
  private key: Key | undefined;

  constructor(private readonly options: SignedJsonOptions) {
    super();
    const { origin, pathname } = new URL(options.baseUrl);
    this.basePath = pathname.replace(/\/$/u, '');
    const { timeoutMs } = options;
    this.http = new Pool(origin, {
      connections: 2,
      pipelining: 1,
      connect: { timeout: timeoutMs },
      keepAliveTimeout: 30_000,
      maxResponseSize: answerBytesMax,
    });
  }

  /** The bodies of the changes were made once when they were taken in; here they are only strung together. */
  async publish(batchId: string, changes: readonly Change[]): Promise<Ending<PublicationAnswer>> {
    const bodies = changes.map(({ body }) => body).join(',');
    const body = `{"batchId":${JSON.stringify(batchId)},"changes":[${bodies}]}`;
    return this.signed(sitePaths.publications, body, tracing(changes));
  }

  async status(recordKeys: readonly string[]): Promise<Ending<ReadonlyMap<string, HeldRecord>>> {
    const ending = await this.signed<StatusAnswer>(sitePaths.status, JSON.stringify({ recordKeys }));
    return byKey(ending);
  }

  async digests(): Promise<Ending<ReadonlyMap<string, BucketDigest>>> {
    const ending = await this.signed<DigestsAnswer>(sitePaths.digests, '{}');
    if (ending.kind !== 'answered') return ending;
    const { buckets } = ending.answer;
    if (!Array.isArray(buckets)) return { kind: 'unknown', why: 'the answer has no buckets' };
    return { kind: 'answered', answer: new Map(buckets.filter((one) => one !== null).map((one) => [one.bucket, one])) };
  }

  async lookUp(recordKeys: readonly string[]): Promise<Ending<ReadonlyMap<string, PublicRecord>>> {
    const ending = await this.post<LookupAnswer>(sitePaths.publicLookup, Buffer.from(JSON.stringify({ recordKeys })), {});
    return byKey(ending);
  }

  async close(): Promise<void> {
    await this.http.destroy();
  }

  /** A site may let a key expire, or forget all keys, at any time; a request it refused for that reason was not carried out. */
  private async signed<Answer>(path: string, text: string, headers: Record<string, string> = {}): Promise<Ending<Answer>> {
    const body = Buffer.from(text);
    for (let attempt = 1; ; attempt += 1) {
      const key = await this.workingKey();
      if (!('bytes' in key)) return key;
      const ending = await this.post<Answer>(path, body, { ...headers, ...this.signature(path, body, key.id, key.bytes) });
      if (ending.kind !== 'refused' || ending.status !== 401 || attempt > 1) return ending;
      this.key = undefined;
    }
  }

  private async workingKey(): Promise<Key | Exclude<Ending<never>, { kind: 'answered' }>> {
    const { clientId, secret, nowMs } = this.options;
    const known = this.key;
    if (known !== undefined && known.expiresAtMs - renewBeforeMs > nowMs()) return known;
    const body = Buffer.from('{}');
    const ending = await this.post<WorkingKey>(
      sitePaths.workingKey,
      body,
      this.signature(sitePaths.workingKey, body, clientId, Buffer.from(secret)),
    );
    if (ending.kind === 'answered') {
      const { keyId, secret: bytes, expiresAt } = ending.answer;
      if (typeof keyId !== 'string' || typeof bytes !== 'string') return { kind: 'unreachable', why: 'the working key is not usable' };
      this.key = { id: keyId, bytes: Buffer.from(bytes, 'base64'), expiresAtMs: Date.parse(expiresAt) };
      return this.key;
    }
    return ending.kind === 'unknown' ? { kind: 'unreachable', why: `no working key: ${ending.why}` } : ending;
  }

  private signature(path: string, body: Buffer, keyId: string, key: Buffer): Record<string, string> {
    const timestamp = String(this.options.nowMs());
    const text = `POST\n${this.basePath}${path}\n${timestamp}\n${hash('sha256', body, 'hex')}`;
    return {
      [signatureHeaders.keyId]: keyId,
      [signatureHeaders.timestamp]: timestamp,
      [signatureHeaders.signature]: createHmac('sha256', key).update(text).digest('base64'),
    };
  }

  private async post<Answer>(path: string, body: Buffer, headers: Record<string, string>): Promise<Ending<Answer>> {
    const { timeoutMs } = this.options;
    try {
      const {
        statusCode,
        headers: answered,
        body: stream,
      } = await this.http.request({
        method: 'POST',
        path: `${this.basePath}${path}`,
        headers: { 'content-type': 'application/json', ...headers, ...activeTrace() },
        body,
        headersTimeout: timeoutMs,
        bodyTimeout: timeoutMs,
        // The two above begin anew with every byte that comes.
        signal: AbortSignal.timeout(timeoutMs * wholeAnswerFactor),
      });
      const text = await stream.text();
      if (statusCode >= 200 && statusCode < 300) return read<Answer>(text);
      const code = codeOf(text);
      const why = `${statusCode}${code === undefined ? '' : ` ${code}`}`;
      // A server error other than "not now" may have come after the site's commit: nobody can tell.
      if (statusCode >= 500 && statusCode !== 503) return { kind: 'unknown', why };
      return {
        kind: 'refused',
        status: statusCode,
        code,
        retryAfterMs: retryAfterMsOf(answered['retry-after'], this.options.nowMs()),
        why,
      };
    } catch (cause) {
      const why = cause instanceof Error ? cause.message || cause.name : String(cause);
      return certainlyNotSent(cause) ? { kind: 'unreachable', why } : { kind: 'unknown', why };
    }
  }
}

const traceparentPattern = /^[\da-f]{2}-[\da-f]{32}-[\da-f]{16}-[\da-f]{2}$/u;

/** While traces are made, the site continues the request itself. */
function activeTrace(): Record<string, string> {
  const traceparent = currentTraceparent();
  return traceparent === undefined ? {} : { traceparent };
}

/** A batch belongs to many traces and a request to one: that of the oldest change, which has waited longest. */
function tracing([oldest]: readonly Change[]): Record<string, string> {
  const traceparent = oldest?.traceparent;
  return traceparent !== undefined && traceparentPattern.test(traceparent) ? { traceparent } : {};
}

function read<Answer>(text: string): Ending<Answer> {
  try {
    const answer: unknown = JSON.parse(text);
    if (typeof answer === 'object' && answer !== null) return { kind: 'answered', answer: answer as Answer };
  } catch {
    // Said below: what is no JSON is no more use than JSON that is no object.
  }
  return { kind: 'unknown', why: 'the answer is not a JSON object' };
}

function codeOf(text: string): SiteErrorCode | undefined {
  try {
    const { code } = JSON.parse(text) as Partial<SiteRefusal>;
    return siteErrorCodes.find((known) => known === code);
  } catch {
    return undefined;
  }
}

function byKey<One extends { recordKey: string }>(ending: Ending<{ records: readonly One[] }>): Ending<ReadonlyMap<string, One>> {
  if (ending.kind !== 'answered') return ending;
  if (!Array.isArray(ending.answer.records)) return { kind: 'unknown', why: 'the answer has no records' };
  const records = ending.answer.records.filter((one: One | null) => one !== null);
  return { kind: 'answered', answer: new Map(records.map((one) => [one.recordKey, one])) };
}
