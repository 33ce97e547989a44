import { hostService } from '@tongxiu/hosting';
import { intake } from './intake.service-definition.js';

await hostService(intake);
