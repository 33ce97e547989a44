import { addDays, type IsoDate } from '@tongxiu/working-days';
import { basisOf } from './clauses.js';
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
