import { addDays, type IsoDate } from '@tongxiu/working-days';
import { basisOf } from './clauses.js';
import type { ApplicationState } from './files/rulebook-file.js';
import type { Wording } from './verdict.js';

/** A sentence about the case, followed by the clause it rests on. */
export function withClause(ruleId: string, sentence: Wording): Wording {
  const basis = basisOf(ruleId);
  return { zh: `${sentence.zh}${basis.zh}`, en: `${sentence.en} See ${basis.en}` };
}

export const untilThen = (until: IsoDate): Wording => ({
  zh: `最短期限至${until}届满，${addDays(until, 1)}起可以申请。`,
  en: `The shortest period ends on ${until}; an application is possible from ${addDays(until, 1)}.`,
});

export const endedOn = (last: IsoDate): Wording => ({
  zh: `最长公示期已于${last}届满，公示已自动停止，无需修复。`,
  en: `The longest period ended on ${last} and publicity stopped by itself; nothing is left to repair.`,
});

export const maximumUnknown: Wording = {
  zh: '该处罚信息未满最长公示期限不予修复，且记录未载明公示截止日期。',
  en: 'This penalty is not repaired before its longest publicity is over, and the record names no last day.',
};

export const notBefore = (until: IsoDate): Wording => ({
  zh: `该处罚信息至${until}未满最长公示期限，不予修复。`,
  en: `This penalty is not repaired before its longest publicity is over on ${until}.`,
});

export const excludedBy = (law: string): Wording => ({
  zh: `${law}明确规定不可修复。`,
  en: `Repair is expressly excluded by ${law}.`,
});

const missingStates: Readonly<Record<ApplicationState, Wording>> = {
  corrected: { zh: '失信行为尚未纠正。', en: 'The conduct is not corrected.' },
  obligationsPerformed: { zh: '相关义务尚未履行完毕。', en: 'The duties are not performed in full.' },
  commitmentPublishable: { zh: '信用承诺未同意公开。', en: 'The commitment may not be published.' },
  truthful: {
    zh: '申请材料不实，不能证明已纠正和履行。',
    en: 'The application is untrue and proves neither correction nor performance.',
  },
};

/** One requirement, but the applicant is told each thing that is wrong. */
export const notReached = (states: readonly ApplicationState[]): Wording => ({
  zh: states.map((state) => missingStates[state].zh).join(''),
  en: states.map((state) => missingStates[state].en).join(' '),
});
