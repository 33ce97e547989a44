import { creditChinaOrgan, sampleOrgans, sandboxSites, type RunningStack } from '@tongxiu/stack';
import type { Platform } from './steps/platform.js';

/** The demo sees of a running stack only what anybody with an account sees: addresses and tokens. */
export function platformOfStack(stack: RunningStack): Platform {
  const { intake = '', review = '', publicity = '', sync = '' } = stack.urls;
  return {
    urls: { intake, review, publicity, sync, sites: Object.fromEntries(sandboxSites.map(({ id }) => [id, stack.urlOf(id)])) },
    organs: sampleOrgans,
    creditChina: creditChinaOrgan,
    token: (role, organ) => stack.token({ role, ...(organ === undefined ? {} : { organ: organ.code }) }),
  };
}
