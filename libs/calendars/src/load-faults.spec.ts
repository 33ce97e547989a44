import { expect, test } from '@jest/globals';
import { year2027 } from '@tongxiu/testkit';
import { builtInCalendar, type CalendarYear } from '@tongxiu/working-days';
import { loadFaults } from './load-faults.js';

const next = (years: Readonly<Record<string, CalendarYear>>) => ({ edition: 'CN-2027', years });
const without = (...days: readonly string[]): string[] => year2027.holidays.filter((day) => !days.includes(day));
const fieldsOf = (years: Readonly<Record<string, CalendarYear>>) =>
  loadFaults(next(years), builtInCalendar).map(({ field, message }) => [field, message.en]);

test('the built-in calendar may be loaded, and so may the same with one year more', () => {
  expect(loadFaults(builtInCalendar)).toEqual([]);
  expect(fieldsOf({ ...builtInCalendar.years, '2027': year2027 })).toEqual([]);
});

test.each([
  [
    'a day listed as holiday and as make-up day',
    { ...year2027, makeUpDays: ['2027-05-01'] },
    'years.2027.makeUpDays',
    /2027-05-01 is named twice/,
  ],
  [
    'a day of another year',
    { ...year2027, holidays: [...year2027.holidays, '2028-01-01'] },
    'years.2027.holidays',
    /2028-01-01 is not in 2027/,
  ],
  ['a day that does not exist', { ...year2027, makeUpDays: ['2027-02-30'] }, 'years.2027.makeUpDays', /2027-02-30/],
  ['a statutory holiday left out', { ...year2027, holidays: without('2027-01-01') }, 'years.2027.holidays', /2027-01-01 is missing/],
] as const)('%s is refused and named', (_case, year, field, sentence) => {
  const faults = fieldsOf({ ...builtInCalendar.years, '2027': year });
  expect(faults).toContainEqual([field, expect.stringMatching(sentence)]);
});

test('a year between two others is not left out', () => {
  const { '2020': leftOut, ...others } = builtInCalendar.years;
  expect(leftOut).toBeDefined();
  expect(loadFaults(next(others)).map(({ field, message }) => [field, message.en])).toEqual([['years.2020', 'The year 2020 is missing.']]);
});

test('a year the current edition knows is not forgotten', () => {
  expect(fieldsOf({ '2027': year2027 })).toContainEqual(['years.2026', expect.stringMatching(/current edition knows 2026/)]);
});

test('an edition has a plain name', () => {
  expect(loadFaults({ edition: 'the new one', years: builtInCalendar.years }).map(({ field }) => field)).toEqual(['edition']);
});
