import type { Caller } from '@tongxiu/access';
import { Problem } from '@tongxiu/problems';
import { clauseOf, clauseReason } from '@tongxiu/rulebook';
import type { Notifiable } from '../../../app/notices.js';
import type { ServiceFault } from '../../../domain/notice/service.js';
import type { TemplateFault } from '../../../domain/notice/template-rules.js';

/** Whoever penalises notifies (H-049). */
export function ownOrgan({ role, organ }: Caller, organCode: string, field: string): void {
  if (role === 'operator' || organ?.code === organCode) return;
  const message = {
    zh: '谁处罚谁告知，只能办理本单位的告知',
    en: 'Whoever penalises notifies: you may handle notices of your own organ only',
  };
  throw new Problem(403, 'not-your-organ', message, [{ field, rule: 'H-049', clause: clauseOf('H-049').clause, message }]);
}

/** Only penalties of more than warning or criticism are notified (H-050, H-051). */
export function mustBeNotified({ record, noticeRequired }: Notifiable): void {
  if (noticeRequired) return;
  const penalty = record.kind === 'penalty';
  const wording = penalty
    ? { zh: '仅处警告、通报批评的行政处罚不送达信用修复告知书', en: 'A penalty of nothing but warning or criticism gets no notice' }
    : { zh: '信用修复告知书只适用于行政处罚', en: 'The notice is for administrative penalties only' };
  throw new Problem(422, 'no-notice', wording, [
    { field: penalty ? 'penaltyKinds' : 'kind', ...clauseReason(penalty ? 'H-051' : 'H-050') },
  ]);
}

export const badTemplate = (faults: readonly TemplateFault[]): Problem =>
  new Problem(
    422,
    'bad-template',
    { zh: '告知书文本缺少必须告知的内容', en: 'The text leaves out what the party must be told, or names an unknown placeholder' },
    faults.map((fault) => (fault.rule === undefined ? fault : { ...fault, clause: clauseOf(fault.rule).clause })),
  );

export function badService(faults: readonly ServiceFault[]): Problem {
  const message = {
    zh: '送达日期不能早于处罚决定日期，也不能晚于今天',
    en: 'The day of service must not be before the decision, nor after today',
  };
  const { clause } = clauseOf('H-050');
  return new Problem(
    422,
    'impossible-service',
    message,
    faults.map((field) => ({ field, rule: 'H-050', clause, message })),
  );
}

export function cannotDraw(characters: readonly string[]): Problem {
  const message = {
    zh: `PDF字体缺少字符：${characters.join('')}，请改用DOCX格式`,
    en: `The PDF font lacks ${characters.join(' ')}; ask for format=docx`,
  };
  return new Problem(422, 'glyph-missing', message, [{ field: 'format', message }]);
}
