import type { IncomingMessage } from 'node:http';
import type { TokenRequest } from './grant.js';

export const bodyLimit = 16 * 1024;

/** Undefined when the body is longer than any token request has reason to be. */
export async function readTokenRequest(request: IncomingMessage): Promise<TokenRequest | undefined> {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) {
    body += String(chunk);
    if (body.length > bodyLimit) return undefined;
  }
  const form = new URLSearchParams(body);
  const basic = basicCredentials(request.headers.authorization);
  return {
    grantType: form.get('grant_type'),
    clientId: basic?.id ?? form.get('client_id'),
    clientSecret: basic?.secret ?? form.get('client_secret'),
  };
}

/** RFC 6749, section 2.3.1: both halves are form-encoded before they are joined. */
function basicCredentials(header: string | undefined): { id: string; secret: string } | undefined {
  const encoded = /^Basic ([A-Za-z0-9+/=]+)$/iu.exec(header ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const [id = '', ...rest] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  return { id: decoded(id), secret: decoded(rest.join(':')) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
