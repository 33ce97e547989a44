import type { SiteProfile } from '../site/profile.js';
import { allKinds } from '../site/words.js';

export const creditHohhot: SiteProfile = {
  id: 'credit-hohhot',
  tier: 'city',
  name: { zh: '信用中国（内蒙古呼和浩特）', en: 'Credit China (Hohhot, Inner Mongolia)' },
  motto: { zh: '信用青城 诚信首府', en: 'A city of good faith' },
  defaultPort: 7204,
  receiptPrefix: 'CH',
  kinds: allKinds,
  css: `
:root{--accent:#0d6470;--accent-soft:#e8f4f5;--radius:8px}
header{background:linear-gradient(160deg,#0a4f59,#0d6470 60%,#127683)}
header .wide{padding-top:10px;padding-bottom:10px}
section{box-shadow:0 1px 3px rgb(0 0 0 / 8%);border-color:transparent}
button{border-radius:999px}
`,
};
