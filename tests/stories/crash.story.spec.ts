import { aboutCrashes } from './about-crashes.js';

aboutCrashes({ bus: 'embedded' });
