import { dayNumber, isDate, isWeekend, yearOf, type IsoDate } from './civil-date.js';

/** What the State Council's notice says of one year. Only days that differ from the plain week are listed; a holiday may fall on a weekend. */
export interface CalendarYear {
  readonly holidays: readonly IsoDate[];
  /** Weekend days that are worked in exchange (调休). */
  readonly makeUpDays: readonly IsoDate[];
}

/**
 * A calendar as it was known at some time. A deadline names the edition it was computed with. An edition is never changed after it was
 * used: what is derived from it is remembered for the object.
 */
export interface CalendarEdition {
  readonly edition: string;
  /** By year, such as `2026`. A year that is absent is not known, and nothing is guessed about it. */
  readonly years: Readonly<Record<string, CalendarYear>>;
}

export type DayKind = 'weekday' | 'weekend' | 'holiday' | 'makeUp';

export const covers = (calendar: CalendarEdition, year: number): boolean => Object.hasOwn(calendar.years, String(year));

/** What kind of day it is, or undefined when the calendar does not know the year. */
export function dayKind(calendar: CalendarEdition, date: IsoDate): DayKind | undefined {
  const year = calendar.years[date.slice(0, 4)];
  if (year === undefined) return undefined;
  if (year.makeUpDays.includes(date)) return 'makeUp';
  if (year.holidays.includes(date)) return 'holiday';
  return isWeekend(date) ? 'weekend' : 'weekday';
}

export const workingDayKinds: readonly DayKind[] = ['weekday', 'makeUp'];

export interface WorkingDayAnswer {
  readonly date: IsoDate;
  /** Null when the calendar does not know the year. */
  readonly workingDay: boolean | null;
  readonly why: DayKind | null;
  readonly provisional: boolean;
  readonly missingYears?: readonly number[];
  readonly edition: string;
}

export function workingDay(calendar: CalendarEdition, date: IsoDate): WorkingDayAnswer {
  const why = dayKind(calendar, date);
  return why === undefined
    ? { date, workingDay: null, why: null, provisional: true, missingYears: [yearOf(date)], edition: calendar.edition }
    : { date, workingDay: workingDayKinds.includes(why), why, provisional: false, edition: calendar.edition };
}

export interface CalendarFault {
  readonly field: string;
  readonly message: { readonly zh: string; readonly en: string };
}

/** What makes an edition unusable. An empty list means it may be loaded. */
export function calendarFaults(calendar: CalendarEdition): CalendarFault[] {
  const years = Object.entries(calendar.years);
  const none = years.length === 0 ? [fault('years', '日历至少应包含一个年份。', 'A calendar covers at least one year.')] : [];
  return [...none, ...years.flatMap(([year, days]) => yearFaults(year, days))];
}

function yearFaults(year: string, { holidays, makeUpDays }: CalendarYear): CalendarFault[] {
  const field = `years.${year}`;
  if (!/^\d{4}$/.test(year)) return [fault(field, `“${year}”不是四位年份。`, `"${year}" is not a year of four digits.`)];
  const faults: CalendarFault[] = [];
  if (holidays.length === 0) {
    faults.push(fault(`${field}.holidays`, '没有任何放假日，该年安排不完整。', 'No holiday is named, so the year is incomplete.'));
  }
  const seen = new Set<IsoDate>();
  for (const [list, days] of [['holidays', holidays] as const, ['makeUpDays', makeUpDays] as const]) {
    for (const day of days) {
      const at = `${field}.${list}`;
      if (!isDate(day)) faults.push(fault(at, `“${day}”不是存在的日期。`, `"${day}" is not a day that exists.`));
      else if (!day.startsWith(year)) faults.push(fault(at, `${day}不在${year}年。`, `${day} is not in ${year}.`));
      else if (list === 'makeUpDays' && !isWeekend(day)) {
        faults.push(fault(at, `${day}本来就是周一至周五，不会是调休上班日。`, `${day} is a weekday anyway and cannot be a make-up day.`));
      }
      if (seen.has(day)) faults.push(fault(at, `${day}出现了两次。`, `${day} is named twice.`));
      seen.add(day);
    }
  }
  return faults;
}

const fault = (field: string, zh: string, en: string): CalendarFault => ({ field, message: { zh, en } });

export const firstDayOf = (year: number): number => dayNumber(year, 1, 1);
