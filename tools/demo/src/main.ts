import { writeFile } from 'node:fs/promises';
import { type BusKind, passedToNewerNode, repositoryRoot, untilStopped, type RunningStack } from '@tongxiu/stack';
import { Command, Option } from 'commander';
import { optionsOf, reportFile, wholeNumber } from './options.js';
import { platformOfCompose } from './platform-of-compose.js';
import { platformOfStack } from './platform-of-stack.js';
import { printReport, printTimeline } from './print.js';
import { progressTo } from './progress.js';
import { reportOf } from './report.js';
import { runMainJob } from './steps/main-job.js';
import type { Platform } from './steps/platform.js';

interface Options {
  readonly at?: 'compose';
  readonly once?: true;
  readonly fresh?: true;
  readonly records: number;
  readonly report?: string;
  readonly data?: string;
  readonly bus: BusKind;
}

const program = new Command('demo')
  .description('Brings everything up on this machine, runs the main job on sample data and shows what every site shows.')
  .addOption(
    new Option('--at <place>', '不启动任何程序 · start nothing: run the job on what `docker compose up` started, with the secrets in .env')
      .choices(['compose'])
      .conflicts(['once', 'fresh', 'data', 'bus']),
  )
  .option('--once', '完成后退出 · exit afterwards; status 0 only if nothing was lost, doubled, out of order, late or without cause')
  .option('--fresh', '从空数据开始 · start from empty data')
  .option('--records <n>', '推送条数 · how many records the departments push', wholeNumber(1, 1_000_000), 2_000)
  .option('--report <file>', '以 JSON 写出结果 · write the result as JSON', reportFile)
  .option('--data <folder>', '数据保存处 · keep the data here (default: .tongxiu)')
  .addOption(new Option('--bus <kind>', '消息总线 · what carries events').choices(['embedded', 'kafka']).default('embedded'))
  .addHelpText('after', '\n演示：启动全部服务与沙箱网站，推送失信信息，申请、审核、修复、移出，并逐站核对公示结果。');

if (!(await passedToNewerNode(repositoryRoot()))) {
  const options = optionsOf<Options>(program);
  process.exitCode = options.at === undefined ? await demo(options) : await demoAtCompose(options);
}

async function demo(options: Options): Promise<number> {
  // With --once a run that is interrupted has not come out right.
  let right = options.once !== true;
  const work = async (stack: RunningStack, signal: AbortSignal): Promise<'stay' | 'leave'> => {
    right = await runAndReport(platformOfStack(stack), options, options.bus, signal);
    if (options.once === true) return 'leave';
    write('\n一切仍在运行，可打开以上网址查看；按 Ctrl-C 结束。\nEverything goes on running: open the addresses above. Ctrl-C ends it.\n');
    return 'stay';
  };
  const folder = options.data === undefined ? {} : { dataDir: options.data };
  const status = await untilStopped({ bus: options.bus, fresh: options.fresh === true, ...folder }, work);
  return status === 0 && !right ? 1 : status;
}

/** Compose goes on running; what is told is whether the job came out right on it. */
async function demoAtCompose(options: Options): Promise<number> {
  try {
    return (await runAndReport(platformOfCompose(), options, 'kafka')) ? 0 : 1;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    process.stderr.write(`${reason}\n请确认各容器状态正常 · Is everything healthy? docker compose ps\n`);
    return 1;
  }
}

/** Whether nothing was lost, doubled, out of order, late or shown for no reason, and no site was waited for in vain. */
async function runAndReport(platform: Platform, options: Options, bus: BusKind, signal?: AbortSignal): Promise<boolean> {
  write('\n');
  const job = await runMainJob(platform, options.records, progressTo(process.stdout), signal);
  const report = await reportOf(platform, job, bus);
  printReport(report, write);
  const shownCase = job.cases[0];
  if (shownCase !== undefined) await printTimeline(platform, shownCase, write);
  if (options.report !== undefined) {
    await writeFile(options.report, `${JSON.stringify(report, null, 2)}\n`);
    write(`\n报告 · report: ${options.report}\n`);
  }
  return report.lost + report.doubled + report.outOfOrder + report.late + report.phantom + report.stalled.length === 0;
}

function write(text: string): void {
  process.stdout.write(text);
}
