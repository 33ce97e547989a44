import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

/** AES-256-GCM. The key lies outside the database, so that a copy of the database holds no number anybody can read. */
export class NumberSeal {
  constructor(private readonly key: Uint8Array) {}

  /** The key given, else the one in the file, which the first start makes. */
  static open(key: string | undefined, file: string): NumberSeal {
    return new NumberSeal(key === undefined ? keyIn(file) : Buffer.from(key, 'base64'));
  }

  seal(number: string): string {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce);
    return Buffer.concat([nonce, cipher.update(number, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64');
  }

  unseal(sealed: string): string | undefined {
    const bytes = Buffer.from(sealed, 'base64');
    try {
      const cipher = createDecipheriv('aes-256-gcm', this.key, bytes.subarray(0, nonceBytes));
      cipher.setAuthTag(bytes.subarray(-tagBytes));
      return Buffer.concat([cipher.update(bytes.subarray(nonceBytes, -tagBytes)), cipher.final()]).toString('utf8');
    } catch {
      return undefined;
    }
  }
}

/** Two first starts at once: the one that comes second finds the file of the first. */
function keyIn(file: string): Uint8Array {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  try {
    writeFileSync(file, randomBytes(keyBytes).toString('base64'), { flag: 'wx', mode: 0o600 });
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) throw cause;
  }
  return Buffer.from(readFileSync(file, 'utf8'), 'base64');
}
