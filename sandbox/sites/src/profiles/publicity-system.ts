import type { SiteProfile } from '../site/profile.js';
import { allKinds } from '../site/words.js';

/** The regional node of the national system, so it counts among the national sites. */
export const publicitySystem: SiteProfile = {
  id: 'publicity-system',
  tier: 'national',
  name: { zh: '国家企业信用信息公示系统（内蒙古）', en: 'National Enterprise Credit Information Publicity System (Inner Mongolia)' },
  motto: { zh: '企业信息公示 社会共同监督', en: 'Enterprise information, open to everyone' },
  defaultPort: 7202,
  receiptPrefix: 'PS',
  kinds: allKinds,
  css: `
:root{--accent:#0b4f9e;--accent-soft:#eaf2fb;--radius:2px}
header .wide{text-align:center;grid-template-columns:1fr}
.language{grid-column:1;grid-row:auto;justify-self:center;margin-top:8px}
.tiles a{border-top:3px solid var(--accent)}
thead th{background:var(--accent-soft);color:#2b3a50}
`,
};
