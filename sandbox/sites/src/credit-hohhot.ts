import { creditHohhot } from './profiles/credit-hohhot.js';
import { runSite } from './site/run-site.js';

await runSite(creditHohhot);
