import { describe } from '@jest/globals';
import { aboutManyInstances } from './many-instances.js';

describe('several instances of every service', () => aboutManyInstances('embedded'));
