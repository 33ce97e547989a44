import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, addMonths, addYears, dateOf, dayNumberOf, isDate, isWeekend, weekdayOf } from './civil-date.js';

describe('a day that exists', () => {
  test.each(['2024-02-29', '2000-02-29', '2026-12-31', '0001-01-01'])('%s does', (date) => expect(isDate(date)).toBe(true));

  test.each([
    '2024-02-30',
    '2025-02-29',
    '1900-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '2026-1-01',
    '2026-01-01T00:00:00Z',
    '',
    20260101,
  ])('%s does not', (date) => expect(isDate(date)).toBe(false));
});

describe('months and years', () => {
  test.each([
    ['2024-11-30', 3, '2025-02-28'],
    ['2023-11-30', 3, '2024-02-29'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2024-12-31', 2, '2025-02-28'],
    ['2024-08-31', 3, '2024-11-30'],
    ['2024-05-15', 12, '2025-05-15'],
    ['2024-03-31', -1, '2024-02-29'],
  ])('%s and %i months end on %s', (date, months, end) => expect(addMonths(date, months)).toBe(end));

  test.each([
    ['2024-02-29', 1, '2025-02-28'],
    ['2024-02-29', 4, '2028-02-29'],
    ['2024-11-30', 3, '2027-11-30'],
  ])('%s and %i years end on %s', (date, years, end) => expect(addYears(date, years)).toBe(end));
});

test.each([
  ['2026-11-27', false],
  ['2026-11-28', true],
  ['2026-11-29', true],
  ['2026-11-30', false],
])('%s is a Saturday or Sunday: %s', (date, weekend) => expect(isWeekend(date)).toBe(weekend));

const instants = fc.integer({ min: Date.UTC(1900, 0, 1) / 86_400_000, max: Date.UTC(2200, 0, 1) / 86_400_000 });
const utcDate = (days: number): string => new Date(days * 86_400_000).toISOString().slice(0, 10);

describe('against the calendar of the runtime, in UTC', () => {
  test('every day has its number, and every number its day', () => {
    fc.assert(fc.property(instants, (days) => dateOf(days) === utcDate(days) && dayNumberOf(utcDate(days)) === days));
  });

  test('weekdays agree', () => {
    fc.assert(fc.property(instants, (days) => weekdayOf(days) % 7 === new Date(days * 86_400_000).getUTCDay()));
  });

  test('days added and taken away again lead back', () => {
    fc.assert(
      fc.property(
        instants,
        fc.integer({ min: -5000, max: 5000 }),
        (days, more) => addDays(addDays(utcDate(days), more), -more) === utcDate(days),
      ),
    );
  });

  test('a month later is the same day number or the last day of the month', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 0, max: 60 }), (days, months) => {
        const [from, to] = [utcDate(days), addMonths(utcDate(days), months)];
        const [year, month, day] = from.split('-').map(Number) as [number, number, number];
        const monthEnd = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
        expect(to).toBe(new Date(Date.UTC(year, month - 1 + months, Math.min(day, monthEnd))).toISOString().slice(0, 10));
      }),
    );
  });
});
