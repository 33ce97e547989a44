import { isIP } from 'node:net';
import type { Environment } from './environment.js';

/** There is no way to trust everybody: who can write the header himself would then have as many addresses as he likes. */
export function readTrustedProxies(env: Environment): readonly string[] {
  const text = env.optional('TRUSTED_PROXIES');
  if (text === undefined) return [];
  const proxies = text.split(',').map((proxy) => proxy.trim());
  if (proxies.every(namesSome)) return proxies;
  env.refuse(
    'TRUSTED_PROXIES',
    'must be IP addresses or networks such as 10.0.0.7, 10.1.0.0/16 or fd00::/8, separated by commas; a network of everybody is none to trust',
  );
  return [];
}

/** An address, or a network that is not that of all addresses. */
function namesSome(text: string): boolean {
  const [address = '', length, ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0 || address.includes('%') || rest.length > 0) return false;
  return length === undefined || (/^[1-9]\d{0,2}$/u.test(length) && Number(length) <= (family === 4 ? 32 : 128));
}
