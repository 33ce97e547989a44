import { type Client, credentialsFor, type TokenWish } from './clients.js';
import { request } from './request.js';

interface Kept {
  readonly token: string;
  readonly freshUntilMs: number;
}

/** Fetches tokens for demo accounts and keeps each until it has five minutes left. */
export class TokenDesk {
  private readonly kept = new Map<string, Kept>();

  constructor(
    private readonly issuerUrl: string,
    private readonly clients: readonly Client[],
  ) {}

  async token(wish: TokenWish): Promise<string> {
    const { id, secret } = credentialsFor(wish, this.clients);
    const known = this.kept.get(id);
    if (known !== undefined && performance.now() < known.freshUntilMs) return known.token;
    const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: id, client_secret: secret });
    const response = await request('POST', `${this.issuerUrl}/token`, { body: form });
    if (!response.ok) {
      throw new Error(`令牌服务拒绝 ${id} · The issuer gives no token to ${id}: ${response.status} ${await response.text()}`);
    }
    const answer = (await response.json()) as { access_token: string; expires_in: number };
    this.kept.set(id, { token: answer.access_token, freshUntilMs: performance.now() + (answer.expires_in - 300) * 1000 });
    return answer.access_token;
  }
}
