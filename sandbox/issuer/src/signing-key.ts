import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { calculateJwkThumbprint, type CryptoKey, exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import type { Grant } from './grant.js';

export const algorithm = 'ES256';
export const lifetimeSeconds = 3600;

export interface SigningKey {
  /** What everybody may know: enough to verify, not to sign. */
  readonly publicKey: JWK;
  sign(grant: Grant, issuer: string, audience: string): Promise<string>;
}

/** The same key from one start to the next, so that a token outlives a restart; readable by its owner alone. */
export async function keptSigningKey(folder: string): Promise<SigningKey> {
  const file = join(folder, 'signing-key.json');
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const { privateKey } = await generateKeyPair(algorithm, { extractable: true });
    writeFileSync(file, JSON.stringify(await exportJWK(privateKey)), { mode: 0o600 });
  }
  return signingKey(JSON.parse(readFileSync(file, 'utf8')) as JWK);
}

async function signingKey(secret: JWK): Promise<SigningKey> {
  const { kty, crv, x, y } = secret;
  const keyId = await calculateJwkThumbprint({ kty, crv, x, y } as JWK);
  const key = (await importJWK(secret, algorithm)) as CryptoKey;
  return {
    publicKey: { kty, crv, x, y, kid: keyId, alg: algorithm, use: 'sig' } as JWK,
    sign: (grant, issuer, audience) =>
      new SignJWT({ ...grant.claims })
        .setProtectedHeader({ alg: algorithm, kid: keyId, typ: 'at+jwt' })
        .setSubject(grant.subject)
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt()
        .setExpirationTime(`${lifetimeSeconds}s`)
        .setJti(crypto.randomUUID())
        .sign(key),
  };
}
