import { hostService } from '@tongxiu/hosting';
import { publicity } from './publicity.service-definition.js';

await hostService(publicity);
