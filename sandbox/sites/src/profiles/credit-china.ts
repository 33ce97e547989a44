import type { SiteProfile } from '../site/profile.js';
import { allKinds } from '../site/words.js';

export const creditChina: SiteProfile = {
  id: 'credit-china',
  tier: 'national',
  name: { zh: '信用中国', en: 'Credit China' },
  motto: { zh: '诚实守信 一处失信 处处受限', en: 'Honesty kept, credit earned' },
  defaultPort: 7201,
  receiptPrefix: 'CC',
  kinds: allKinds,
  css: `
:root{--accent:#a8201a;--accent-soft:#fbefee}
header{background:linear-gradient(100deg,#8f1712,#b3261e 70%)}
.name{font-family:"Noto Serif SC","Songti SC",SimSun,serif;letter-spacing:.18em}
h1,h2{border-left:4px solid var(--accent);padding-left:10px}
`,
};
