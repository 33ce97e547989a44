import { join } from 'node:path';
import { optionsOf, reportFile, wholeNumber } from '@tongxiu/demo';
import { passedToNewerNode, repositoryRoot } from '@tongxiu/stack';
import { Command, Option } from 'commander';
import { runBench, type BenchOptions } from './run-bench.js';

const program = new Command('bench')
  .description('Measures, in one run, how fast approved repairs reach every site, beside the raw limits of this machine.')
  .option('--report <file>', '以 JSON 写出结果 · write the result as JSON', reportFile)
  .option('--repairs <n>', '吞吐部分的件数 · repairs of the throughput part', wholeNumber(1, 1_000_000), 20_000)
  .option('--seconds <n>', '每段时延测量的秒数 · length of each latency part', wholeNumber(1, 3_600), 30)
  .option(
    '--data <folder>',
    '数据保存处，开始时清空 · where the data of the bench is kept; dropped at the start',
    join(repositoryRoot(), '.tongxiu', 'bench'),
  )
  .addOption(new Option('--bus <kind>', '消息总线 · what carries events').choices(['embedded', 'kafka', 'both']).default('both'));

if (!(await passedToNewerNode(repositoryRoot()))) {
  const stop = new AbortController();
  const interrupt = (): void => stop.abort();
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  try {
    process.exitCode = await runBench(optionsOf<BenchOptions>(program), stop.signal);
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    process.stderr.write('\n测量已中断。The bench was interrupted.\n');
    process.exitCode = 1;
  }
}
