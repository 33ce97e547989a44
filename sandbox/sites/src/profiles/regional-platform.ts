import type { SiteProfile } from '../site/profile.js';
import { allKinds } from '../site/words.js';

export const regionalPlatform: SiteProfile = {
  id: 'regional-platform',
  tier: 'regional',
  name: { zh: '内蒙古自治区社会信用信息平台', en: 'Inner Mongolia Social Credit Information Platform' },
  motto: { zh: '信用内蒙古 归集共享 服务监管', en: 'Gathered once, shared by all departments' },
  defaultPort: 7203,
  receiptPrefix: 'RP',
  kinds: allKinds,
  css: `
:root{--accent:#1d6640;--accent-soft:#ebf5ef;--radius:10px}
header{background:var(--paper);color:var(--ink);border-bottom:5px solid var(--accent)}
header a{color:var(--accent)}
.tiles{grid-template-columns:repeat(auto-fit,minmax(150px,1fr))}
tbody tr:nth-child(even){background:#f7faf8}
`,
};
