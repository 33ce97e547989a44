import { createHmac, timingSafeEqual, type KeyObject } from 'node:crypto';
import type { OutgoingMessage } from '../bus.js';
import { signedForm } from './signed-form.js';
import type { SigningKey } from './signing-keys.js';

export const signatureHeader = 'signature';

const signaturePattern = /^(?<id>[A-Za-z0-9_-]{1,32})\.(?<code>[A-Za-z0-9_-]{43})$/u;

/**
 * The keys by which services know each other's messages. The first one signs and all of them verify, so that one key can follow
 * another without a message being refused.
 *
 * Guarantee: who can write to the bus but has no key can make no reaction act. He can still repeat, hold back and reorder what was
 * signed; repeats are found in the inbox.
 */
export class Keyring {
  readonly #signing: SigningKey;
  readonly #secrets: ReadonlyMap<string, KeyObject>;

  constructor(keys: readonly SigningKey[]) {
    const [first] = keys;
    if (first === undefined) throw new Error('A keyring needs a key to sign with.');
    this.#signing = first;
    this.#secrets = new Map(keys.map(({ id, secret }) => [id, secret]));
  }

  sign(message: OutgoingMessage): OutgoingMessage {
    const { id, secret } = this.#signing;
    const signature = `${id}.${codeOf(message, secret).toString('base64url')}`;
    return { ...message, headers: { ...message.headers, [signatureHeader]: signature } };
  }

  /** What is wrong with the signature; undefined where one of these keys was put to exactly this message. */
  complaint(message: OutgoingMessage): string | undefined {
    const signature = message.headers[signatureHeader] ?? '';
    if (signature === '') return 'signature: missing';
    const { id, code } = signaturePattern.exec(signature)?.groups ?? {};
    if (id === undefined || code === undefined) return 'signature: malformed';
    const secret = this.#secrets.get(id);
    if (secret === undefined) return `signature: made with a key this service does not know (key id ${id})`;
    // In constant time: how long it takes must not tell a forger how much of a guess is right.
    return timingSafeEqual(codeOf(message, secret), Buffer.from(code, 'base64url')) ? undefined : 'signature: does not match';
  }
}

const codeOf = (message: OutgoingMessage, secret: KeyObject): Buffer => createHmac('sha256', secret).update(signedForm(message)).digest();
