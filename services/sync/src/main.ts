import { hostService } from '@tongxiu/hosting';
import { sync } from './sync.service-definition.js';

await hostService(sync);
