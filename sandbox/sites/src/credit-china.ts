import { creditChina } from './profiles/credit-china.js';
import { runSite } from './site/run-site.js';

await runSite(creditChina);
