import { describe } from '@jest/globals';
import { aboutOneTrace } from './one-trace.js';

describe('one decision is one trace', () => aboutOneTrace('embedded'));
