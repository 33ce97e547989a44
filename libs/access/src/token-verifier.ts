import { createHash } from 'node:crypto';
import { createLocalJWKSet, createRemoteJWKSet, jwtVerify, type JSONWebKeySet, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { LRUCache } from 'lru-cache';
import { claims, roles, type Caller, type Role } from './caller.js';

/** Where tokens come from: issuer and audience are checked, the keys are fetched from the issuer or given outright. */
export interface TrustedIssuer {
  readonly issuer: string;
  readonly audience: string;
  readonly keys: { readonly jwksUrl: string } | { readonly jwks: JSONWebKeySet };
}

/** Turns a bearer token into a caller, or throws. */
export class TokenVerifier {
  private readonly keys: JWTVerifyGetKey;
  /** A signature costs 0.1 ms; a token is verified once and remembered, by its digest, no longer than it is valid. */
  private readonly verified = new LRUCache<string, Caller>({ max: 2_000 });

  constructor(private readonly trusted: TrustedIssuer) {
    this.keys = 'jwks' in trusted.keys ? createLocalJWKSet(trusted.keys.jwks) : createRemoteJWKSet(new URL(trusted.keys.jwksUrl));
  }

  async verify(token: string): Promise<Caller> {
    const digest = createHash('sha256').update(token).digest('base64');
    const known = this.verified.get(digest);
    if (known !== undefined) return known;
    const { payload } = await jwtVerify(token, this.keys, {
      issuer: this.trusted.issuer,
      audience: this.trusted.audience,
      algorithms: ['EdDSA', 'ES256', 'RS256', 'PS256'],
      requiredClaims: ['sub', 'exp'],
    });
    const caller = callerOf(payload);
    const lifetimeMs = (payload.exp ?? 0) * 1000 - Date.now();
    if (lifetimeMs > 0) this.verified.set(digest, caller, { ttl: lifetimeMs });
    return caller;
  }
}

export function callerOf(payload: JWTPayload): Caller {
  const role = payload[claims.role];
  if (!roles.some((known) => known === role)) throw new Error('the token names no role of this platform');
  const code = payload[claims.organCode];
  const creditCode = payload[claims.creditCode];
  const caller: Caller = { subject: String(payload.sub), role: role as Role };
  if (typeof creditCode === 'string') return { ...caller, creditCode };
  if (typeof code !== 'string') {
    if (role === 'department' || role === 'reviewer') throw new Error('the token of a department or reviewer must name its organ');
    return caller;
  }
  const organ = { code, name: String(payload[claims.organName] ?? ''), marketRegulation: payload[claims.organMarketRegulation] === true };
  return { ...caller, organ };
}
