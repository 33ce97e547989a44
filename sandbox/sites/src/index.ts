import { creditChina } from './profiles/credit-china.js';
import { creditHohhot } from './profiles/credit-hohhot.js';
import { publicitySystem } from './profiles/publicity-system.js';
import { regionalPlatform } from './profiles/regional-platform.js';
import type { SiteId, SiteProfile } from './site/profile.js';
import { startProfile, type RunningSite, type SiteOptions } from './site/start-site.js';

export { noFaults, type FaultSettings } from './site/faults/fault-settings.js';
export { adminHeader, sandboxPath } from './site/faults/sandbox-door.js';
export type { SiteId, SiteProfile } from './site/profile.js';
export type { RunningSite, SiteOptions } from './site/start-site.js';

export const sites: Readonly<Record<SiteId, SiteProfile>> = {
  'credit-china': creditChina,
  'publicity-system': publicitySystem,
  'regional-platform': regionalPlatform,
  'credit-hohhot': creditHohhot,
};

/** Starts a site in this process, as specs of others want it: its own folder, a port the system chooses. */
export function startSite({ site, ...options }: SiteOptions & { readonly site: SiteId }): Promise<RunningSite> {
  return startProfile(sites[site], options);
}
