import type { KeptDeadline, StepTaken, WholeFile } from '../../app/read-reviews.js';
import type { ReviewClock } from '../../domain/deadlines.js';
import { stageNames } from '../../domain/refusal.js';
import type { Move } from '../../domain/stages.js';
import {
  channelNames,
  clockNames,
  kindNames,
  moveNames,
  objectionNames,
  reasonText,
  referenceNames,
  statusNames,
  wallTime,
} from './archive-words.js';

export interface ArchiveColumn {
  readonly header: string;
  readonly width: number;
  readonly value: (kept: WholeFile) => string;
}

/** One row says everything about a case: who applied for what, every step, every limit and breach, the decision and what it rests on. */
export const archiveColumns: readonly ArchiveColumn[] = [
  { header: '申请编号', width: 38, value: ({ file }) => file.caseId },
  { header: '信用主体', width: 30, value: ({ record }) => record.subjectName },
  { header: '统一社会信用代码', width: 22, value: ({ record }) => record.creditCode },
  { header: '信息类别', width: 18, value: ({ record }) => kindNames[record.kind] },
  { header: '决定（认定）文书号', width: 26, value: ({ record }) => record.documentNo },
  { header: '决定（认定）日期', width: 14, value: ({ record }) => record.decidedOn },
  { header: '决定（认定）单位', width: 28, value: ({ record }) => record.organName },
  { header: '受理单位代码', width: 22, value: ({ file }) => file.organCode },
  { header: '受理渠道', width: 26, value: ({ file }) => channelNames[file.channel] },
  { header: '当前状态', width: 16, value: ({ file }) => stageNames[file.stage].zh },
  { header: '提交时间', width: 17, value: ({ file }) => wallTime(file.submittedAt) },
  { header: '受理期限', width: 12, value: lastDay('accept') },
  { header: '补正告知时间', width: 17, value: timeOf('requestSupplement') },
  { header: '补正时间', width: 17, value: timeOf('supplement') },
  { header: '受理时间', width: 17, value: timeOf('accept', 'notAccept') },
  { header: '决定期限', width: 12, value: lastDay('decide') },
  { header: '决定时间', width: 17, value: timeOf(...decisions()) },
  { header: '决定结果', width: 12, value: (kept) => nameOf(lastStep(kept, ...decisions())) },
  { header: '决定单位', width: 28, value: (kept) => lastStep(kept, ...decisions())?.by?.organName ?? '' },
  { header: '经办人', width: 20, value: (kept) => lastStep(kept, ...decisions())?.by?.subject ?? '' },
  {
    header: '理由',
    width: 60,
    value: (kept) => kept.steps.flatMap(({ reasons }) => (reasons.length === 0 ? [] : [reasonText(reasons)])).join('\n'),
  },
  { header: '重要参考', width: 20, value: referencesOf },
  { header: '适用规则', width: 14, value: ({ file }) => file.rulebook },
  { header: '工作日历', width: 14, value: ({ deadlines }) => [...new Set(deadlines.map(({ calendar }) => calendar))].join('、') },
  { header: '超期情况', width: 30, value: breachesOf },
  { header: '异议提出时间', width: 17, value: ({ objection }) => wallTime(objection?.filedAt) },
  { header: '异议处理期限', width: 14, value: lastDay('answerObjection') },
  { header: '异议处理时间', width: 17, value: timeOf('upholdObjection', 'rejectObjection', 'closeObjection') },
  { header: '异议结果', width: 14, value: ({ objection }) => (objection === null ? '' : objectionNames[objection.stage]) },
  { header: '撤回时间', width: 17, value: timeOf('withdraw') },
  { header: '撤销修复时间', width: 17, value: timeOf('revoke') },
  { header: '全部步骤', width: 60, value: ({ file, steps }) => [`${wallTime(file.submittedAt)} 提交`, ...steps.map(stepLine)].join('\n') },
  { header: '全部期限', width: 60, value: ({ deadlines }) => deadlines.map(deadlineLine).join('\n') },
  { header: '备注', width: 40, value: ({ notes }) => notes.map(({ at, message }) => `${wallTime(at)} ${message.zh}`).join('\n') },
];

function decisions(): readonly Move[] {
  return ['approve', 'refuse'];
}

const lastStep = ({ steps }: WholeFile, ...moves: readonly Move[]): StepTaken | undefined =>
  steps.findLast(({ move }) => moves.includes(move));

const nameOf = (step: StepTaken | undefined): string => (step === undefined ? '' : moveNames[step.move]);

function timeOf(...moves: readonly Move[]): ArchiveColumn['value'] {
  return (kept) => wallTime(lastStep(kept, ...moves)?.at);
}

function lastDay(what: ReviewClock): ArchiveColumn['value'] {
  return ({ deadlines }) => {
    const deadline = deadlines.find((one) => one.what === what);
    return deadline === undefined ? '' : (deadline.dueDate ?? '待定（日历尚缺该年度）');
  };
}

function breachesOf({ deadlines }: WholeFile): string {
  const missed = deadlines.filter(({ status }) => status === 'missed');
  return missed
    .map(({ what, dueDate, metAt }) => `${clockNames[what]}期限${dueDate ?? ''}，${metAt ? `${wallTime(metAt)}办理` : '尚未办理'}`)
    .join('\n');
}

function referencesOf({ steps }: WholeFile): string {
  const named = steps.flatMap(({ judgement }) => judgement?.findings.references ?? []);
  return [...new Set(named)].map((reference) => referenceNames[reference]).join('、');
}

function stepLine({ move, at, by }: StepTaken): string {
  return `${wallTime(at)} ${moveNames[move]}${by === null ? '' : `（${by.organName}，${by.subject}）`}`;
}

function deadlineLine({ what, clause, rule, from, workingDays, dueDate, calendar, status, warnings, recounts }: KeptDeadline): string {
  const limit = `${clockNames[what]}：自${from}起${workingDays}个工作日，至${dueDate ?? '待定'}（${clause}，${rule}，${calendar}）${statusNames[status]}`;
  const warned = warnings.length === 0 ? '' : `；预警${warnings.map(({ level }) => `${level}%`).join('、')}`;
  const counted = recounts.map(
    ({ from: old, to }) => `；由${old.dueDate ?? '待定'}（${old.calendar}）改计为${to.dueDate}（${to.calendar}）`,
  );
  return limit + warned + counted.join('');
}
