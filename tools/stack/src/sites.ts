/** The four sandbox sites: which programs there are, and what `sync` is told about each. */
export interface SandboxSite {
  readonly id: 'credit-china' | 'publicity-system' | 'regional-platform' | 'credit-hohhot';
  readonly tier: 'national' | 'regional' | 'city';
  readonly name: { readonly zh: string; readonly en: string };
  readonly port: number;
}

export const sandboxSites: readonly SandboxSite[] = [
  { id: 'credit-china', tier: 'national', name: { zh: '信用中国', en: 'Credit China' }, port: 7201 },
  {
    id: 'publicity-system',
    tier: 'national',
    name: { zh: '国家企业信用信息公示系统（内蒙古）', en: 'National Enterprise Credit Information Publicity System (Inner Mongolia)' },
    port: 7202,
  },
  {
    id: 'regional-platform',
    tier: 'regional',
    name: { zh: '内蒙古自治区社会信用信息平台', en: 'Inner Mongolia Social Credit Information Platform' },
    port: 7203,
  },
  {
    id: 'credit-hohhot',
    tier: 'city',
    name: { zh: '信用中国（内蒙古呼和浩特）', en: 'Credit China (Hohhot, Inner Mongolia)' },
    port: 7204,
  },
];
