import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { claims, type Organ, type Role } from '@tongxiu/access';
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose';

export interface TokenWish {
  readonly role: Role;
  readonly organ?: Partial<Organ> & { readonly code: string };
  readonly creditCode?: string;
  readonly subject?: string;
  /** Negative for a token that has expired. */
  readonly lifetimeSeconds?: number;
  readonly audience?: string;
  readonly issuer?: string;
}

const audience = 'tongxiu';
const keyId = 'test-key';

/** Issues tokens signed by a key of its own and serves that key on 127.0.0.1, as any OpenID provider would. */
export class TestIssuer {
  private constructor(
    private readonly server: Server,
    private readonly key: CryptoKey,
    readonly url: string,
  ) {}

  static async start(): Promise<TestIssuer> {
    const { publicKey, privateKey } = await generateKeyPair('ES256');
    const keys = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: keyId, alg: 'ES256', use: 'sig' }] });
    const server = createServer((_request, response) => response.writeHead(200, { 'content-type': 'application/json' }).end(keys));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    server.unref();
    return new TestIssuer(server, privateKey, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  }

  /** What a service needs to trust this issuer. */
  get issuerEnv(): { ISSUER: string; ISSUER_JWKS_URL: string; TOKEN_AUDIENCE: string } {
    return { ISSUER: this.url, ISSUER_JWKS_URL: `${this.url}/jwks.json`, TOKEN_AUDIENCE: audience };
  }

  async token(wish: TokenWish): Promise<string> {
    const { organ, creditCode } = wish;
    const payload = {
      [claims.role]: wish.role,
      ...(organ && {
        [claims.organCode]: organ.code,
        [claims.organName]: organ.name ?? '示例单位',
        [claims.organMarketRegulation]: organ.marketRegulation ?? false,
      }),
      ...(creditCode && { [claims.creditCode]: creditCode }),
    };
    const issuedAt = Math.floor(Date.now() / 1000);
    return new SignJWT(payload)
      .setProtectedHeader({ alg: 'ES256', kid: keyId })
      .setSubject(wish.subject ?? `test-${wish.role}`)
      .setIssuer(wish.issuer ?? this.url)
      .setAudience(wish.audience ?? audience)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + (wish.lifetimeSeconds ?? 3600))
      .sign(this.key);
  }

  /** The value of the `authorization` header. */
  async bearer(wish: TokenWish): Promise<string> {
    return `Bearer ${await this.token(wish)}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
