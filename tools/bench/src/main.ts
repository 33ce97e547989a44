import { join } from 'node:path';
import { passedToNewerNode, repositoryRoot } from '@tongxiu/stack';
import { Command, Option } from 'commander';
import { runBench, type BenchOptions } from './run-bench.js';

const program = new Command('bench')
  .description('Measures, in one run, how fast approved repairs reach every site, beside the raw limits of this machine.')
  .option('--report <file>', 'write the result as JSON')
  .option('--repairs <n>', 'repairs of the throughput part', Number, 20_000)
  .option('--seconds <n>', 'length of each latency part', Number, 30)
  .option('--data <folder>', 'where the data of the bench is kept; dropped at the start', join(repositoryRoot(), '.tongxiu', 'bench'))
  .addOption(new Option('--bus <kind>', 'what carries events').choices(['embedded', 'kafka', 'both']).default('both'));

if (!(await passedToNewerNode(repositoryRoot()))) {
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort(new Error('stopped')));
  process.exitCode = await runBench(program.parse().opts<BenchOptions>(), stop.signal);
}
