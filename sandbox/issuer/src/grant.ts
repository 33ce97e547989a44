import { createHash, timingSafeEqual } from 'node:crypto';
import type { Client } from './clients.js';

/** The claim names every service of the platform reads beside `sub`, `iss`, `aud` and `exp`. */
export interface TokenClaims {
  readonly role: string;
  readonly organ_code?: string;
  readonly organ_name?: string;
  readonly organ_market_regulation?: boolean;
  readonly credit_code?: string;
}

export interface Grant {
  readonly subject: string;
  readonly claims: TokenClaims;
}

/** The error codes of RFC 6749, section 5.2. */
export interface Refusal {
  readonly error: 'invalid_request' | 'invalid_client' | 'unsupported_grant_type';
  readonly error_description: string;
}

export interface TokenRequest {
  readonly grantType: string | null;
  readonly clientId: string | null;
  readonly clientSecret: string | null;
}

const applicantClient = /^applicant:([0-9A-HJ-NPQRTUWXY]{18})$/u;

export function grantFor(request: TokenRequest, clients: readonly Client[]): Grant | Refusal {
  const { grantType, clientId, clientSecret } = request;
  if (grantType === null) return { error: 'invalid_request', error_description: 'grant_type is missing; use client_credentials' };
  if (grantType !== 'client_credentials')
    return { error: 'unsupported_grant_type', error_description: 'only client_credentials is offered' };
  if (clientId === null || clientSecret === null) {
    return { error: 'invalid_request', error_description: 'client_id and client_secret are required, in the form or by HTTP Basic' };
  }
  const creditCode = applicantClient.exec(clientId)?.[1];
  if (creditCode !== undefined) return applicantGrant(creditCode, clientSecret, clients);
  const client = clients.find((candidate) => candidate.id === clientId);
  if (client === undefined || !sameSecret(client.secret, clientSecret)) return unknownClient;
  return { subject: client.id, claims: claimsOf(client) };
}

const unknownClient: Refusal = { error: 'invalid_client', error_description: 'no client has this client_id and client_secret' };

function applicantGrant(creditCode: string, secret: string, clients: readonly Client[]): Grant | Refusal {
  const vouched = clients.some((client) => client.actsForApplicants === true && sameSecret(client.secret, secret));
  return vouched ? { subject: `applicant:${creditCode}`, claims: { role: 'applicant', credit_code: creditCode } } : unknownClient;
}

function claimsOf({ role, organ }: Client): TokenClaims {
  if (organ === undefined) return { role };
  return { role, organ_code: organ.code, organ_name: organ.name, organ_market_regulation: organ.marketRegulation };
}

/** Digests are of equal length, so that the time of the comparison says nothing about the secret. */
function sameSecret(kept: string, given: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(kept), digest(given));
}
