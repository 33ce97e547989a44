/**
 * @typedef {{ name: string, passed: number, failed: readonly string[], skipped: readonly string[], tookMs: number }} Leg
 */

/**
 * What jest wrote with --json, as a leg. A spec file that cannot be run at all counts as a failure, and so does a run without any test.
 * @returns {Leg}
 */
export function legOfJest(name, report, tookMs) {
  const failed = report.testResults.flatMap(failuresIn);
  const skipped = report.testResults.flatMap((file) => file.assertionResults.filter(isSkipped).map((test) => test.fullName));
  if (report.numTotalTests === 0 && failed.length === 0) failed.push('no test was run');
  return { name, passed: report.numPassedTests, failed, skipped, tookMs };
}

const isSkipped = ({ status }) => ['pending', 'skipped', 'todo', 'disabled'].includes(status);

function failuresIn(file) {
  const failed = file.assertionResults.filter(({ status }) => status === 'failed').map((test) => test.fullName);
  return failed.length === 0 && file.status === 'failed' ? [`${file.name} could not be run`] : failed;
}

/** A command that either succeeds or does not counts as one test. @returns {Leg} */
export const legOfCommand = (name, succeeded, tookMs) => ({
  name,
  passed: succeeded ? 1 : 0,
  failed: succeeded ? [] : [name],
  skipped: [],
  tookMs,
});

const seconds = (tookMs) => `${(tookMs / 1000).toFixed(1)} s`;

/** One line for each leg, then what failed and what was skipped by name; the very last line is the count. */
export function summaryOf(legs) {
  const count = (of) => legs.reduce((sum, leg) => sum + of(leg), 0);
  const failed = count((leg) => leg.failed.length);
  const skipped = count((leg) => leg.skipped.length);
  const lines = legs.map(
    (leg) =>
      `${leg.failed.length > 0 ? 'FAILED' : 'passed'}  ${leg.name.padEnd(26)} ${String(leg.passed).padStart(5)} passed  ${seconds(leg.tookMs)}`,
  );
  for (const leg of legs) for (const name of leg.failed) lines.push(`failed: ${name}`);
  for (const leg of legs) for (const name of leg.skipped) lines.push(`skipped: ${name}`);
  lines.push(`${count((leg) => leg.passed)} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  return { lines, succeeded: failed === 0 };
}
