import { kafkaLeg } from './kafka-leg.mjs';
import { command, jest } from './run.mjs';
import { s3Leg } from './s3-leg.mjs';
import { summaryOf } from './tally.mjs';

/**
 * What `npm test` runs. `--quick` runs the pure specs alone: no build, no database, no processes.
 * Every leg runs even when an earlier one failed, except that nothing is worth trying without a build.
 */
const quick = process.argv.includes('--quick');

const pure = String.raw`(?<!\.(int|story))\.spec\.m?[jt]s$`;
const beforeStories = String.raw`^(?!.*/(kafka(-bus)?|s3)/[^/]+\.int\.).*(?<!\.story)\.spec\.m?[jt]s$`;
const stories = String.raw`\.story\.spec\.ts$`;
const tsc = 'node_modules/ts7/bin/tsc';

async function everything() {
  const legs = [await command('build', 'node', [tsc, '-b'])];
  if (legs[0].failed.length > 0) return legs;
  legs.push(await command('types of the specs', 'node', [tsc, '-p', 'tsconfig.spec.json']));
  legs.push(await command('lint', 'eslint', ['.', '--max-warnings', '0']));
  legs.push(await command('format', 'prettier', ['--check', '--log-level', 'warn', '.']));
  legs.push(await command('rulebook page', 'node', ['tools/cli/dist/src/main.js', 'rules', 'coverage', '--check', 'docs/rulebook.md']));
  legs.push(await command('event schemas', 'node', ['libs/contracts/dist/src/tools/generate-schemas.js', '--check']));
  legs.push(await command('built programs start', 'node', ['tools/scripts/start-built.mjs']));
  legs.push(await jest('specs', ['--maxWorkers=2', beforeStories]));
  legs.push(await kafkaLeg());
  legs.push(await s3Leg());
  // Each story has the machine to itself: what they promise is about time and crashes.
  legs.push(await jest('stories', ['--runInBand', stories]));
  return legs;
}

const legs = quick ? [await jest('pure specs', ['--maxWorkers=2', pure])] : await everything();
const { lines, succeeded } = summaryOf(legs);
process.stdout.write(`\n${lines.join('\n')}\n`);
process.exitCode = succeeded ? 0 : 1;
