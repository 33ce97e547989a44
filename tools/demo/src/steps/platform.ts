/** Who a token is for. */
export type Role = 'department' | 'reviewer' | 'applicant' | 'portal' | 'operator' | 'integrator';

import { request, type SampleOrgan } from '@tongxiu/stack';

/** Addresses of a running platform, and tokens for who may call it. */
export interface Platform {
  readonly urls: {
    readonly intake: string;
    readonly review: string;
    readonly publicity: string;
    readonly sync: string;
    readonly sites: Readonly<Record<string, string>>;
  };
  readonly organs: readonly SampleOrgan[];
  /** The unit that accepts channel B applications. */
  readonly creditChina: SampleOrgan;
  token(role: Role, organ?: SampleOrgan): Promise<string>;
}

export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly problem: unknown,
    method: string,
    address: string,
  ) {
    super(`${method} ${address} answered ${status}: ${JSON.stringify(problem).slice(0, 600)}`);
  }
}

/** One JSON request with a token; anything but success is thrown with the problem the service answered. */
export async function call<Answer>(method: 'GET' | 'POST', address: string, token: string, body?: unknown): Promise<Answer> {
  const answer = await request(method, address, {
    headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Refused(answer.status, await answer.json().catch(() => null), method, address);
  return (await answer.json()) as Answer;
}

export function* chunks<Item>(items: readonly Item[], size: number): Generator<Item[]> {
  for (let from = 0; from < items.length; from += size) yield items.slice(from, from + size);
}

/** Runs work over items with at most so many under way. */
export async function inParallel<Item>(items: Iterable<Item>, most: number, work: (item: Item) => Promise<void>): Promise<void> {
  const queue = items[Symbol.iterator]();
  const worker = async (): Promise<void> => {
    for (let next = queue.next(); next.done !== true; next = queue.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: most }, worker));
}
