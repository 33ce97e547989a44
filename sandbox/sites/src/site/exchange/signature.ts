import { createHmac, hash, timingSafeEqual } from 'node:crypto';

/** Base64(HMAC-SHA256(key, METHOD \n path \n timestamp \n hex(SHA-256(body)))), as the interface publishes it. */
export function signatureOf(key: Buffer, method: string, path: string, timestamp: string, body: Buffer): Buffer {
  const digest = hash('sha256', body, 'hex');
  return createHmac('sha256', key).update(`${method}\n${path}\n${timestamp}\n${digest}`).digest();
}

/** Compared in constant time, so that a guesser learns nothing from how long a refusal takes. */
export function signatureHolds(expected: Buffer, given: string): boolean {
  const bytes = Buffer.from(given, 'base64');
  return bytes.length === expected.length && timingSafeEqual(bytes, expected);
}
