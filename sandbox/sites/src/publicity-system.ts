import { publicitySystem } from './profiles/publicity-system.js';
import { runSite } from './site/run-site.js';

await runSite(publicitySystem);
