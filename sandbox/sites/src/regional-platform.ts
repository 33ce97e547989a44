import { regionalPlatform } from './profiles/regional-platform.js';
import { runSite } from './site/run-site.js';

await runSite(regionalPlatform);
