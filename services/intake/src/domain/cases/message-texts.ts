import type { Reminder } from '@tongxiu/contracts';
import type { CaseProgress, Stage } from './case-progress.js';
import { stageNames } from './stage-names.js';
import { words, type Wording } from '../wording.js';

/** The stages an applicant is told of by short message; what it does itself it knows already. */
export const toldStages = [
  'supplementRequested',
  'accepted',
  'notAccepted',
  'withdrawn',
  'refused',
  'objectionRejected',
  'objectionUpheld',
  'approved',
  'shown',
  'recognised',
  'revoked',
] as const satisfies readonly Stage[];
export type ToldStage = (typeof toldStages)[number];

export const isTold = (stage: Stage): stage is ToldStage => toldStages.some((told) => told === stage);

/** The number of the document or entry: the last part of the key, and public. */
const documentOf = (recordKey: string): string => recordKey.split(':').slice(2).join(':');

/** Carries the 查询码, which is told to the applicant and nobody else (H-034). */
export const submittedText = (queryCode: string, acceptBy: string | null): string =>
  textOf(
    words(
      `您的申请已提交${acceptBy === null ? '' : `，最迟${acceptBy}决定是否受理`}。办理进度查询码：${queryCode}`,
      `Your application was submitted${acceptBy === null ? '' : `; acceptance is decided by ${acceptBy}`}. Progress query code: ${queryCode}`,
    ),
  );

const whatNext: Readonly<Record<ToldStage, (progress: CaseProgress) => Wording>> = {
  supplementRequested: () => words('请凭查询码查看需一次性补正的材料', 'the progress page says what to supplement, all at once'),
  accepted: ({ decideBy }) =>
    decideBy === undefined
      ? words('请凭查询码查看进度', 'see the progress page')
      : words(`最迟${decideBy}作出决定`, `it is decided by ${decideBy}`),
  notAccepted: () => words('理由见进度页面，可重新申请', 'the progress page says why; you may apply again'),
  withdrawn: () => words('可重新申请', 'you may apply again'),
  refused: () => words('理由见进度页面，可提出异议', 'the progress page says why; you may object'),
  objectionRejected: () => words('理由见进度页面', 'the progress page says why'),
  objectionUpheld: () => words('原决定将更正', 'the decision is corrected'),
  approved: () => words('各网站将在1个工作日内更新', 'every site is updated within 1 working day'),
  shown: () => words('各级网站均已更新', 'all sites have been updated'),
  recognised: () => words('无需再次申请', 'nothing more has to be applied for'),
  revoked: () => words('理由见进度页面', 'the progress page says why'),
};

/** Acceptance, supplement, decision and result, each told once (H-034). */
export function stageText(stage: ToldStage, recordKey: string, progress: CaseProgress): string {
  const document = documentOf(recordKey);
  const [name, next] = [stageNames[stage], whatNext[stage](progress)];
  return textOf(words(`您关于${document}的申请：${name.zh}，${next.zh}`, `Your application about ${document}: ${name.en}; ${next.en}`));
}

/** Timely reminders as an extended service (H-084). */
export function reminderText(reminder: Reminder, recordKey: string, periodEndsOn: string): string {
  const document = documentOf(recordKey);
  return textOf(
    reminder === 'minimumEnded'
      ? words(
          `${document}的最短公示期已于${periodEndsOn}届满，履行义务后可以申请信用修复，全程网上办理、不收费`,
          `The shortest publicity of ${document} ended on ${periodEndsOn}; once the duties are performed you may apply for repair, online and free of charge`,
        )
      : words(
          `${document}的最长公示期将于${periodEndsOn}届满，届时自动停止公示`,
          `The longest publicity of ${document} ends on ${periodEndsOn}; display then stops by itself`,
        ),
  );
}

const textOf = ({ zh, en }: Wording): string => `【信用修复】${zh}。${en}.`;
