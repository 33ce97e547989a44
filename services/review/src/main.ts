import { hostService } from '@tongxiu/hosting';
import { review } from './review.service-definition.js';

await hostService(review);
