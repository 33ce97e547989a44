import { expect, test } from '@jest/globals';
import { Readiness } from './readiness.js';

test('every part that is not ready says why; a check that throws is a reason too', async () => {
  const readiness = new Readiness();
  readiness.add('database', () => undefined);
  readiness.add('reactions', () => 'review.open-cases fails for the 3rd time');
  readiness.add('sites', () => Promise.reject(new Error('no answer')));
  await expect(readiness.reasons()).resolves.toEqual({ reactions: 'review.open-cases fails for the 3rd time', sites: 'no answer' });
});
