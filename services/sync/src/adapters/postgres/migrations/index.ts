import { ClockRecounts0002_1763800000002 } from './clock-recounts-0002.js';
import { Sync0001_1763800000001 } from './sync-0001.js';

export const syncMigrations = [Sync0001_1763800000001, ClockRecounts0002_1763800000002];
