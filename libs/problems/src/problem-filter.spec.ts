import { expect, test } from '@jest/globals';
import { NotFoundException, PayloadTooLargeException } from '@nestjs/common';
import { Problem } from './problem.js';
import { asProblem } from './problem-filter.js';

test.each([
  ['an unknown address', new NotFoundException(), 404, 'not-found'],
  ['a body over the limit', new PayloadTooLargeException(), 413, 'too-large'],
  ['a refusal of the web server itself', Object.assign(new Error('too big'), { statusCode: 413 }), 413, 'too-large'],
  ['a fault of our own', new TypeError('x is not a function'), 500, 'failure'],
  ['a status nobody thought of', Object.assign(new Error('teapot'), { statusCode: 418 }), 500, 'failure'],
] as const)('%s becomes problem details', (_case, cause, status, code) => {
  const problem = asProblem(cause);
  expect([problem.getStatus(), problem.code]).toEqual([status, code]);
});

test('the title follows the caller’s language and the wording always has both', () => {
  const body = new Problem(404, 'not-found', { zh: '没有找到', en: 'Nothing is found here' }).body('zh', '/records/x');
  expect(body).toMatchObject({ title: '没有找到', wording: { zh: '没有找到', en: 'Nothing is found here' }, instance: '/records/x' });
});

test('what failed inside is not told to the caller', () => {
  expect(JSON.stringify(asProblem(new Error('password=hunter2')).body('en'))).not.toContain('hunter2');
});
