import { createSecretKey, type KeyObject } from 'node:crypto';

/** A secret the platform's services share, and the name by which a signature says which one made it. */
export interface SigningKey {
  readonly id: string;
  /** Not the bytes: this does not show in a log, and need not be prepared again for every message. */
  readonly secret: KeyObject;
}

/** As long as the code it makes (RFC 2104); a shorter one could be guessed from any message. */
const secretBytesMin = 32;

export const signingKeysForm = `id:secret, several separated by commas; the secret at least ${secretBytesMin} bytes in base64, no id twice`;

/** Undefined unless all of it has the form above. What is wrong is not said more precisely: the text is secret. */
export function parseSigningKeys(text: string): readonly SigningKey[] | undefined {
  const keys = text.split(',').map((entry) => signingKey(entry.trim()));
  if (!keys.every((key) => key !== undefined)) return undefined;
  return new Set(keys.map(({ id }) => id)).size === keys.length ? keys : undefined;
}

function signingKey(entry: string): SigningKey | undefined {
  const { id, base64 } = /^(?<id>[A-Za-z0-9_-]{1,32}):(?<base64>[A-Za-z0-9+/]+={0,2})$/u.exec(entry)?.groups ?? {};
  if (id === undefined || base64 === undefined) return undefined;
  const secret = Buffer.from(base64, 'base64');
  // The decoder passes over what it cannot read: only what comes out the same again was read whole.
  if (secret.length < secretBytesMin || secret.toString('base64') !== base64) return undefined;
  return { id, secret: createSecretKey(secret) };
}
