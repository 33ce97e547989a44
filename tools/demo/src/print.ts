import type { DemoReport } from './report.js';
import { call, type Platform } from './steps/platform.js';
import type { SampleCase } from './steps/apply.js';

/** Chinese characters take two columns on a terminal. */
const widthOf = (text: string): number => [...text].reduce((width, character) => width + (/[\u2e80-\uffef]/u.test(character) ? 2 : 1), 0);
const pad = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - widthOf(text)));

export function tableOf(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => widthOf(row[column] ?? ''))));
  return rows.map((row) => `  ${row.map((cell, column) => pad(cell, widths[column] ?? 0)).join('  ')}`.trimEnd()).join('\n');
}

export function printReport(report: DemoReport, write: (text: string) => void): void {
  const head = [
    '网站 · site',
    'tier',
    '应示 · expected',
    '公示 · shown',
    '变更 · changes',
    '回读核实 · verified',
    '批准→生效 · approved→applied p50 / p99',
  ];
  const rows = report.sites.map((site) => [
    site.id,
    site.tier,
    String(site.expected),
    String(site.shown),
    String(site.applied),
    String(site.verified),
    Number.isNaN(site.approvedToAppliedMs.p50) ? '–' : `${site.approvedToAppliedMs.p50} / ${site.approvedToAppliedMs.p99} ms`,
  ]);
  write(`\n${report.records} 条记录 · records，${report.repairs} 件修复 · repairs，${report.seconds} s\n\n${tableOf([head, ...rows])}\n`);
  write(
    `\n  丢失 · lost ${report.lost}   重复 · doubled ${report.doubled}   乱序 · out of order ${report.outOfOrder}   逾期 · late ${report.late}   无据 · phantom ${report.phantom}\n`,
  );
  for (const [finding, records] of Object.entries(report.findings)) {
    for (const record of records) write(`    ${finding}: ${record}\n`);
  }
  for (const what of report.stalled) write(`\n  网站停滞 · stalled: ${what}\n`);
  if (report.provisional > 0) write(withoutDueTime(report));
}

function withoutDueTime({ provisional, missingYears }: DemoReport): string {
  const years = missingYears.join(', ');
  return (
    `\n  到期待定 · due times not known yet: ${provisional}。工作日历缺 ${years} 年，无法判断是否逾期；请装载该年日历（docs/operators/calendar.md）。\n` +
    `  The working-day calendar lacks ${years}, so nothing can be said about lateness. Load that year: docs/operators/calendar.md.\n`
  );
}

interface Timeline {
  readonly versions: readonly {
    readonly version: number;
    readonly state: string;
    readonly clock: { readonly startedAt: string; readonly dueAt: string | null };
    readonly sites: readonly {
      readonly site: string;
      readonly state: string;
      readonly appliedAt?: string | null;
      readonly receiptNo?: string | null;
      readonly verifiedAt?: string | null;
    }[];
  }[];
}

const time = (instant: string | null | undefined): string =>
  instant === null || instant === undefined
    ? '–'
    : new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'medium' }).format(new Date(instant));

/** One repair from beginning to end, as `sync` can prove it. */
export async function printTimeline(platform: Platform, { record, queryCode }: SampleCase, write: (text: string) => void): Promise<void> {
  const address = `${platform.urls.sync}/records/${encodeURIComponent(record.recordKey)}/timeline`;
  const timeline = await call<Timeline>('GET', address, await platform.token('operator'));
  write(`\n一件修复的全过程 · one repair, start to end: ${record.company.name}\n  ${record.recordKey}\n`);
  for (const version of timeline.versions) {
    write(
      `\n  v${version.version} ${version.state}   起算 · clock ${time(version.clock.startedAt)}   到期 · due ${version.clock.dueAt === null ? '待定 · not known yet' : time(version.clock.dueAt)}\n`,
    );
    write(
      `${tableOf(version.sites.map((site) => ['  ', site.site, site.state, time(site.appliedAt), site.receiptNo ?? '–', `核实 ${time(site.verifiedAt)}`]))}\n`,
    );
  }
  write(`\n  进度查询 · progress, as the company sees it: ${platform.urls.intake}/progress/${queryCode}\n`);
}
