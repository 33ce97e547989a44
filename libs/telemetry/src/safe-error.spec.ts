import { Writable } from 'node:stream';
import { expect, test } from '@jest/globals';
import { pino } from 'pino';
import { loggerOptions } from './logger.js';

const company = '内蒙古某某商贸有限公司';

/** As the drivers throw them: the values stand beside the message. */
const failures = [
  Object.assign(new Error('null value in column "name" violates not-null constraint'), {
    code: '23502',
    detail: `Failing row contains (${company})`,
  }),
  Object.assign(new Error('query failed'), { parameters: [company], cause: Object.assign(new Error('inner'), { where: company }) }),
  new SyntaxError(`Unexpected token, "${company}" is not valid JSON`),
];

test.each(['err', 'error', 'cause'])('an error logged as %s says what happened, never with which values', (name) => {
  const lines: string[] = [];
  const log = pino(loggerOptions('review', 'info'), new Writable({ write: (chunk, _, done) => (lines.push(String(chunk)), done()) }));
  for (const failure of failures) log.warn({ [name]: failure }, 'failed');
  expect(lines).toHaveLength(failures.length);
  expect(lines[0]).toContain('23502');
  expect(lines.join('')).not.toContain(company);
});
