import { expect, test } from '@jest/globals';
import { legOfCommand, legOfJest, summaryOf } from './tally.mjs';

const file = (name, status, ...tests) => ({
  name,
  status,
  assertionResults: tests.map(([fullName, result]) => ({ fullName, status: result })),
});
const report = (testResults, passed, total) => ({ testResults, numPassedTests: passed, numTotalTests: total });

test('counts the tests of every leg and names what was skipped above the count', () => {
  const jest = legOfJest('specs', report([file('a.spec.ts', 'passed', ['holds', 'passed'], ['only as root', 'pending'])], 1, 2), 1_000);
  const { lines, succeeded } = summaryOf([legOfCommand('lint', true, 2_000), jest]);
  expect(succeeded).toBe(true);
  expect(lines.slice(-2)).toEqual(['skipped: only as root', '2 passed, 0 failed, 1 skipped']);
});

test.each([
  ['a failed test', legOfJest('specs', report([file('a.spec.ts', 'failed', ['breaks', 'failed'])], 0, 1), 1), 'failed: breaks'],
  [
    'a spec file that does not load',
    legOfJest('specs', report([file('a.spec.ts', 'failed')], 0, 0), 1),
    'failed: a.spec.ts could not be run',
  ],
  ['a run without tests', legOfJest('specs', report([], 0, 0), 1), 'failed: no test was run'],
  ['a failed command', legOfCommand('lint', false, 1), 'failed: lint'],
])('%s is a failure', (_case, leg, line) => {
  const { lines, succeeded } = summaryOf([leg]);
  expect(succeeded).toBe(false);
  expect(lines).toContain(line);
  expect(lines.at(-1)).toBe('0 passed, 1 failed');
});
