import { builtInCalendar, countableDays, due, isDate, readDay, workingDay, workingDaysMax } from '@tongxiu/working-days';
import type { Command } from 'commander';
import { answer, type Terminal } from '../terminal.js';
import { given, UnusableInput } from '../unusable-input.js';

interface DueOptions {
  readonly received?: string;
  readonly days?: string;
  readonly json?: boolean;
}

export function calendarCommands(program: Command, terminal: Terminal): void {
  const calendar = program.command('calendar').description('working days with 调休, in Asia/Shanghai');
  calendar
    .command('due')
    .description('the last day of a limit in working days; the day of the event is not counted')
    .option('--received <instant>', 'ISO 8601 instant with an offset or Z, or a date in Asia/Shanghai')
    .option('--days <n>', 'working days')
    .option('--json', 'print one JSON document')
    .action((options: DueOptions) => printDue(options, terminal));
  calendar
    .command('working-day')
    .description('whether a day is worked, and why')
    .argument('<date>', 'YYYY-MM-DD')
    .option('--json', 'print one JSON document')
    .action((date: string, options: { readonly json?: boolean }) => printWorkingDay(date, options, terminal));
}

function printDue({ json, ...options }: DueOptions, terminal: Terminal): void {
  const [received, days] = [given('received', options.received), given('days', options.days)];
  const day = received.trim();
  if (readDay(day) === undefined) {
    throw UnusableInput.field(
      'received',
      `“${received}”不是带时差或 Z 的 ISO 8601 时刻，也不是存在的日期。`,
      `"${received}" is neither an ISO 8601 instant with an offset or Z nor a day that exists.`,
    );
  }
  const count = /^\d+$/.test(days) ? Number(days) : Number.NaN;
  if (!countableDays(count)) {
    throw UnusableInput.field('days', `应为1至${workingDaysMax}的整数。`, `This has to be a whole number from 1 to ${workingDaysMax}.`);
  }
  const found = due(builtInCalendar, day, count);
  answer(terminal, found, json, () =>
    found.dueDate === null
      ? [
          `暂定：日历 ${found.edition} 缺少 ${found.missingYears?.join(', ')} 年，无法确定截止日。`,
          `Provisional: calendar ${found.edition} lacks ${found.missingYears?.join(', ')}, so the last day is not known yet.`,
        ]
      : [
          `${found.received} 之后第 ${count} 个工作日：${found.dueDate}（当日24时截止，日历 ${found.edition}）。`,
          `Working day ${count} after ${found.received} is ${found.dueDate}; too late from ${found.dueAt} (calendar ${found.edition}).`,
        ],
  );
}

const reasons = {
  weekday: { zh: '周一至周五，工作日', en: 'a weekday: worked' },
  weekend: { zh: '周末，不上班', en: 'a weekend: not worked' },
  holiday: { zh: '放假，不上班', en: 'a holiday: not worked' },
  makeUp: { zh: '调休上班', en: 'a make-up day: worked' },
} as const;

function printWorkingDay(date: string, { json }: { readonly json?: boolean }, terminal: Terminal): void {
  if (!isDate(date)) {
    throw UnusableInput.field('date', `“${date}”不是存在的日期（YYYY-MM-DD）。`, `"${date}" is not a day that exists (YYYY-MM-DD).`);
  }
  const found = workingDay(builtInCalendar, date);
  answer(terminal, found, json, () =>
    found.why === null
      ? [
          `${date}：日历 ${found.edition} 没有这一年，不作猜测。`,
          `${date}: calendar ${found.edition} does not know this year, and nothing is guessed.`,
        ]
      : [`${date}：${reasons[found.why].zh}。`, `${date} is ${reasons[found.why].en}.`],
  );
}
