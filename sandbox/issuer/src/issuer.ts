import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Client } from './clients.js';
import { grantFor } from './grant.js';
import { algorithm, lifetimeSeconds, type SigningKey } from './signing-key.js';
import { readTokenRequest } from './token-request.js';

export interface IssuerOptions {
  readonly host: string;
  readonly port: number;
  readonly audience: string;
  /** Left out: the address it listens on. */
  readonly issuer?: string | undefined;
  readonly key: SigningKey;
  readonly clients: readonly Client[];
}

export interface RunningIssuer {
  readonly url: string;
  close(): Promise<void>;
}

const notice = {
  zh: '沙箱令牌服务，仅供演示和测试，不得用于生产。',
  en: 'A sandbox token issuer for demonstration and tests; not for production.',
};

export async function openIssuer(options: IssuerOptions): Promise<RunningIssuer> {
  let issuer = options.issuer ?? '';
  const server = createServer((request, response) => {
    answer(request, response, issuer, options).catch(() => reply(response, 500, { error: 'server_error', notice }));
  });
  await listen(server, options.port, options.host);
  const url = `http://${options.host}:${(server.address() as AddressInfo).port}`;
  issuer ||= url;
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url, close };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(port, host, resolve);
  });
}

async function answer(request: IncomingMessage, response: ServerResponse, issuer: string, options: IssuerOptions): Promise<void> {
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  const page = pages(issuer, options)[path];
  if (page !== undefined) return reply(response, request.method === 'GET' || request.method === 'HEAD' ? 200 : 405, page);
  if (path !== '/token') return reply(response, 404, { error: 'not_found', notice });
  if (request.method !== 'POST') return reply(response, 405, { error: 'invalid_request', error_description: 'use POST', notice });
  const asked = await readTokenRequest(request);
  if (asked === undefined) return reply(response, 413, { error: 'invalid_request', error_description: 'the body is too long', notice });
  const grant = grantFor(asked, options.clients);
  if ('error' in grant) return reply(response, grant.error === 'invalid_client' ? 401 : 400, { ...grant, notice });
  const token = await options.key.sign(grant, issuer, options.audience);
  reply(response, 200, { access_token: token, token_type: 'Bearer', expires_in: lifetimeSeconds, notice });
}

const pages = (issuer: string, { key }: IssuerOptions): Readonly<Record<string, object>> => ({
  '/': { name: { zh: '同修沙箱令牌服务', en: 'Tongxiu sandbox issuer' }, notice, tokens: 'POST /token', keys: '/jwks.json' },
  '/health/live': { status: 'ok' },
  '/health/ready': { status: 'ok' },
  '/jwks.json': { keys: [key.publicKey] },
  '/.well-known/openid-configuration': {
    issuer,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks.json`,
    grant_types_supported: ['client_credentials'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
    response_types_supported: [],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: [algorithm],
    notice,
  },
});

function reply(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'x-sandbox': 'true',
    ...(status === 401 && { 'www-authenticate': 'Basic realm="tongxiu sandbox issuer"' }),
    ...(status === 413 && { connection: 'close' }),
  });
  response.end(JSON.stringify(body));
}
