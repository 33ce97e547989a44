import { randomBytes, randomUUID } from 'node:crypto';
import type { WorkingKey } from '@tongxiu/contracts';

interface Issued {
  readonly key: Buffer;
  readonly expiresAtMs: number;
}

/** Keys beyond this many are forgotten oldest first, so that asking for keys cannot fill the memory. */
const keysMax = 1_000;

/**
 * Working keys live in memory only: a restarted site knows none and answers `SECRET_EXPIRED`, to which every client must have an
 * answer anyway, and no secret ever lies in the site's storage.
 */
export class WorkingKeys {
  private readonly issued = new Map<string, Issued>();

  constructor(private readonly lifetimeMs: number) {}

  issue(nowMs: number): WorkingKey {
    const keyId = randomUUID();
    const key = randomBytes(32);
    const expiresAtMs = nowMs + this.lifetimeMs;
    this.issued.set(keyId, { key, expiresAtMs });
    for (const [oldest] of this.issued) {
      if (this.issued.size <= keysMax) break;
      this.issued.delete(oldest);
    }
    return { keyId, secret: key.toString('base64'), expiresAt: new Date(expiresAtMs).toISOString() };
  }

  valid(keyId: string, nowMs: number): Buffer | undefined {
    const found = this.issued.get(keyId);
    if (found === undefined || found.expiresAtMs > nowMs) return found?.key;
    this.issued.delete(keyId);
    return undefined;
  }

  expireAll(): void {
    this.issued.clear();
  }
}
