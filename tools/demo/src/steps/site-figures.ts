import { call, type Platform } from './platform.js';

/** What `sync` claims about one site: how many effects are in which state. */
export interface SiteFigures {
  readonly site: string;
  readonly states: Readonly<Record<string, number>>;
}

export async function siteFigures(platform: Platform): Promise<readonly SiteFigures[]> {
  const token = await platform.token('operator');
  const { sites } = await call<{ sites: readonly SiteFigures[] }>('GET', `${platform.urls.sync}/figures`, token);
  return sites;
}

export const verifiedOf = (figures: readonly SiteFigures[]): Map<string, number> =>
  new Map(figures.map(({ site, states }) => [site, states['verified'] ?? 0]));
