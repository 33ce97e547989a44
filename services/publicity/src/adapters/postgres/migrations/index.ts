import { Publication0001_1750000000201 } from './0001-publication.js';
import { WholeLaw0002_1750000000202 } from './0002-whole-law.js';

export const publicityMigrations = [Publication0001_1750000000201, WholeLaw0002_1750000000202];
