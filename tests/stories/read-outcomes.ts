import { expect } from '@jest/globals';
import { call, type Platform } from '@tongxiu/demo';
import { persistently } from './persistent-clients.js';

export interface ReadOutcome {
  readonly position: number;
  readonly recordKey: string;
  readonly version: number;
}

/** Everything an integrator reads who begins at the beginning, page by page; a page that was cut off is asked for again. */
export async function readOutcomes(platform: Platform): Promise<ReadOutcome[]> {
  const token = await platform.token('integrator');
  const all: ReadOutcome[] = [];
  for (;;) {
    const after = all.at(-1)?.position ?? 0;
    const { outcomes } = await persistently(() => {
      const url = `${platform.urls.sync}/outcomes?after=${after}&limit=1000`;
      return call<{ outcomes: readonly ReadOutcome[] }>('GET', url, token);
    });
    if (outcomes.length === 0) return all;
    all.push(...outcomes);
  }
}

export function expectNeitherGapsNorRepeats(outcomes: readonly ReadOutcome[]): void {
  expect(outcomes.map(({ position }) => position)).toEqual(outcomes.map((_, index) => index + 1));
  expect(new Set(outcomes.map(({ recordKey, version }) => `${recordKey} ${version}`)).size).toBe(outcomes.length);
}
