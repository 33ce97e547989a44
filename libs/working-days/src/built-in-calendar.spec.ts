import { createRequire } from 'node:module';
import { describe, expect, test } from '@jest/globals';
import { builtInCalendar } from './built-in-calendar.js';
import { calendarFaults, dayKind, firstDayOf, workingDay, workingDayKinds, type CalendarEdition } from './calendar-edition.js';
import { dateOf } from './civil-date.js';

const daysOf = (year: number): string[] =>
  Array.from({ length: firstDayOf(year + 1) - firstDayOf(year) }, (_, index) => dateOf(firstDayOf(year) + index));

const worked = (date: string): boolean => workingDay(builtInCalendar, date).workingDay === true;

const years = Object.keys(builtInCalendar.years).map(Number);

test('it covers 2004 to 2026 without a gap', () => {
  expect(years).toEqual(Array.from({ length: 23 }, (_, index) => 2004 + index));
});

test('it can be loaded', () => expect(calendarFaults(builtInCalendar)).toEqual([]));

interface PublishedYear {
  readonly holidays: Readonly<Record<string, string>>;
  readonly workdays: Readonly<Record<string, string>>;
}

const require = createRequire(import.meta.url);

/** The data of chinese-days; its functions answer differently west of Greenwich, where they mix two time zones. */
const published = (year: number): PublishedYear => require(`chinese-days/dist/years/${year}.json`) as PublishedYear;

test.each(years)('every day of %i is as chinese-days publishes it', (year) => {
  const { holidays, workdays } = published(year);
  const weekday = (date: string): boolean => new Date(`${date}T00:00:00Z`).getUTCDay() % 6 !== 0;
  const workedThere = (date: string): boolean => date in workdays || (weekday(date) && !(date in holidays));
  expect(daysOf(year).filter((date) => worked(date) !== workedThere(date))).toEqual([]);
});

interface SecondYear {
  readonly year: number;
  readonly dates: readonly { readonly date: string; readonly type: string }[];
}

const secondYears = [2024, 2025, 2026].map((year) => require(`holiday-calendar/data/CN/${year}.json`) as SecondYear);

test.each(secondYears)('every day of $year is as a second library has it', ({ year, dates }) => {
  const kinds = new Map(dates.map(({ date, type }) => [date, type]));
  const second = (date: string): string => kinds.get(date) ?? 'plain';
  const ours = (date: string): string => {
    const kind = dayKind(builtInCalendar, date);
    return kind === 'holiday' ? 'public_holiday' : kind === 'makeUp' ? 'transfer_workday' : 'plain';
  };
  expect(daysOf(year).filter((date) => ours(date) !== second(date))).toEqual([]);
});

test.each([
  [2024, 251],
  [2025, 248],
  [2026, 248],
])('%i has %i working days', (year, count) => expect(daysOf(year).filter(worked)).toHaveLength(count));

describe('why a day is worked or not', () => {
  test.each([
    ['2026-02-14', true, 'makeUp'],
    ['2026-02-13', true, 'weekday'],
    ['2026-02-16', false, 'holiday'],
    ['2026-02-15', false, 'holiday'],
    ['2026-03-07', false, 'weekend'],
  ])('%s: %s, %s', (date, worksThen, why) => {
    expect(workingDay(builtInCalendar, date)).toEqual({ date, workingDay: worksThen, why, provisional: false, edition: 'CN-2026' });
  });

  test('nobody knows yet for 2027', () => {
    expect(workingDay(builtInCalendar, '2027-01-04')).toEqual({
      date: '2027-01-04',
      workingDay: null,
      why: null,
      provisional: true,
      missingYears: [2027],
      edition: 'CN-2026',
    });
    expect(workingDayKinds).not.toContain(dayKind(builtInCalendar, '2027-01-04'));
  });
});

describe('an edition that cannot be loaded', () => {
  const holidays = ['2027-01-01'];
  test.each<[string, CalendarEdition['years'], string]>([
    ['covers nothing', {}, 'years'],
    ['calls a year 27', { '27': { holidays, makeUpDays: [] } }, 'years.27'],
    ['names no holiday', { '2027': { holidays: [], makeUpDays: [] } }, 'years.2027.holidays'],
    ['names a day that does not exist', { '2027': { holidays: ['2027-02-30'], makeUpDays: [] } }, 'years.2027.holidays'],
    ['names a day of another year', { '2027': { holidays: ['2026-01-01'], makeUpDays: [] } }, 'years.2027.holidays'],
    ['makes up on a Monday', { '2027': { holidays, makeUpDays: ['2027-01-04'] } }, 'years.2027.makeUpDays'],
    ['is holiday and make-up at once', { '2027': { holidays: ['2027-01-02'], makeUpDays: ['2027-01-02'] } }, 'years.2027.makeUpDays'],
  ])('%s', (_case, editionYears, field) => {
    expect(calendarFaults({ edition: 'new', years: editionYears }).map((fault) => fault.field)).toContain(field);
  });
});
