export const tiers = ['national', 'regional', 'city'] as const;
export type Tier = (typeof tiers)[number];

/** Paths of the exchange interface a site offers to the platform, and of what it shows to the public. */
export const sitePaths = {
  workingKey: '/exchange/v1/working-keys',
  publications: '/exchange/v1/publications',
  status: '/exchange/v1/status',
  digests: '/exchange/v1/digests',
  publicLookup: '/api/public/lookup',
  publicRecords: '/api/public/records',
  publicSummary: '/api/public/summary',
  publicBulletin: '/api/public/bulletin',
} as const;
