import type { Caller, Organ } from '@tongxiu/access';
import { Problem, type Bilingual, type FieldProblem } from '@tongxiu/problems';
import type { RefusalCode } from '../../domain/register-entry.js';
import type { RefusalClass } from '../../domain/repair/application-rules.js';

/** How each refusal is answered: the status, and the sentence that stands above the list of what is wrong. One table. */
const rowRefusals: Readonly<Record<RefusalCode, readonly [status: number, wording: Bilingual]>> = {
  'unusable-row': [422, { zh: '该行信息不符合要求，未作任何更改', en: 'The row is not as it should be; nothing was changed' }],
  'not-your-entry': [403, { zh: '该信息由其他单位列入', en: 'Another organ listed this record' }],
  'never-listed': [404, { zh: '该信息从未列入', en: 'This record was never listed' }],
  'already-removed': [409, { zh: '该信息已移出', en: 'This record was removed already' }],
  'already-repaired': [409, { zh: '该信息已修复', en: 'This record has been repaired' }],
  'removed-before-listed': [422, { zh: '移出日期早于列入日期', en: 'The removal is dated before the listing' }],
};

const applicationRefusals: Readonly<Record<RefusalClass, readonly [status: number, wording: Bilingual]>> = {
  'not-your-company': [403, { zh: '只能为本企业申请', en: 'You may apply for your own company only' }],
  'unknown-record': [404, { zh: '没有这条失信信息', en: 'There is no such record' }],
  'already-applied': [409, { zh: '该信息已有在办申请', en: 'An application about this record is in work already' }],
  'already-repaired': [409, { zh: '该信息已修复', en: 'This record has been repaired already' }],
  'not-possible': [422, { zh: '目前不能申请修复', en: 'Repair cannot be applied for as it stands' }],
};

export function rowRefused(code: RefusalCode, errors: readonly FieldProblem[]): Problem {
  const [status, wording] = rowRefusals[code];
  return new Problem(status, code, wording, errors);
}

export function applicationRefused(refused: RefusalClass, errors: readonly FieldProblem[]): Problem {
  const [status, wording] = applicationRefusals[refused];
  return new Problem(status, refused, wording, errors);
}

export const tooLarge = (wording: Bilingual, field?: string): Problem =>
  new Problem(413, 'too-large', wording, field === undefined ? [] : [{ field, message: wording }]);

export const notFound = (wording: Bilingual): Problem => new Problem(404, 'not-found', wording);

export const noSuchCase = (): Problem => notFound({ zh: '没有这件申请', en: 'There is no such application' });

/** A department's token names its organ; one that does not can do nothing here. */
export function organOf({ organ }: Caller): Organ {
  if (organ !== undefined) return organ;
  throw new Problem(403, 'no-organ', { zh: '令牌未载明单位', en: 'The token names no organ' });
}

/** An applicant without a company can apply for none; a portal submits for any. */
export function actsFor({ role, creditCode }: Caller): string | undefined {
  if (role !== 'applicant') return undefined;
  if (creditCode !== undefined) return creditCode;
  throw new Problem(403, 'no-company', { zh: '令牌未载明企业', en: 'The token names no company' });
}
