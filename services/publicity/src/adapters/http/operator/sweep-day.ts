import type { IsoDate, IsoInstant } from '@tongxiu/contracts';
import { Problem } from '@tongxiu/problems';
import { clauseOf } from '@tongxiu/rulebook';
import { isDate, localDate } from '@tongxiu/working-days';

/** The day of a sweep, if there is such a day and it has come. */
export function sweepDay(on: string, now: IsoInstant, rule: 'H-016' | 'H-084'): IsoDate {
  if (!isDate(on)) throw noSuchDay('on');
  if (on > localDate(now)) throw notYet(rule);
  return on;
}

export const noSuchDay = (field: string): Problem => {
  const message = { zh: '不存在这一天', en: 'There is no such day' };
  return new Problem(400, 'malformed-request', message, [{ field, message }]);
};

const reasons = {
  'H-016': {
    zh: '公示期满之前不得停止公示，日期不能晚于今天',
    en: 'Nothing may be stopped before its period ends; the day must not be later than today',
  },
  'H-084': { zh: '尚未到提醒的日子，日期不能晚于今天', en: 'Nobody is reminded ahead of time; the day must not be later than today' },
};

const notYet = (rule: 'H-016' | 'H-084'): Problem =>
  new Problem(422, 'not-yet', reasons[rule], [{ field: 'on', rule, clause: clauseOf(rule).clause, message: reasons[rule] }]);
