import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { builtInCalendar } from './built-in-calendar.js';
import { dayKind, workingDayKinds, type CalendarEdition } from './calendar-edition.js';
import { addDays } from './civil-date.js';
import { due } from './due.js';

const counted = [1, 2, 3, 5, 7, 10] as const;

describe('the n-th working day after, over holidays and make-up days', () => {
  const vectors: [string, string[]][] = [
    ['2024-02-07', ['2024-02-08', '2024-02-09', '2024-02-18', '2024-02-20', '2024-02-22', '2024-02-27']],
    ['2025-01-24', ['2025-01-26', '2025-01-27', '2025-02-05', '2025-02-07', '2025-02-10', '2025-02-13']],
    ['2026-02-12', ['2026-02-13', '2026-02-14', '2026-02-24', '2026-02-26', '2026-02-28', '2026-03-04']],
    ['2026-02-13', ['2026-02-14', '2026-02-24', '2026-02-25', '2026-02-27', '2026-03-02', '2026-03-05']],
    ['2026-04-30', ['2026-05-06', '2026-05-07', '2026-05-08', '2026-05-11', '2026-05-13', '2026-05-18']],
    ['2026-09-18', ['2026-09-20', '2026-09-21', '2026-09-22', '2026-09-24', '2026-09-29', '2026-10-09']],
  ];
  const rows = vectors.flatMap(([received, dates]) => counted.map((days, index) => [received, days, dates[index]] as const));

  test.each(rows)('received %s, %i working days: %s', (received, days, date) => {
    expect(due(builtInCalendar, received, days).dueDate).toBe(date);
  });

  test.each([
    ['a Friday before a make-up Saturday', '2026-02-13T17:59:00+08:00', '2026-02-14'],
    ['a make-up Saturday before the Spring Festival', '2026-02-14T09:00:00+08:00', '2026-02-24'],
    ['a Friday before a make-up Sunday', '2025-01-24T09:00:00+08:00', '2025-01-26'],
    ['the first day of a holiday', '2026-10-01', '2026-10-08'],
  ])('%s', (_case, received, date) => expect(due(builtInCalendar, received, 1).dueDate).toBe(date));
});

test('a limit ends with its last day: the first instant that is too late is the next midnight in Shanghai', () => {
  expect(due(builtInCalendar, '2026-02-13T10:00:00+08:00', 3)).toEqual({
    received: '2026-02-13',
    days: 3,
    dueDate: '2026-02-25',
    dueAt: '2026-02-26T00:00:00+08:00',
    provisional: false,
    edition: 'CN-2026',
  });
});

describe('a year the calendar does not cover', () => {
  test('gives no date instead of a guess', () => {
    expect(due(builtInCalendar, '2026-12-31T09:00:00+08:00', 1)).toEqual({
      received: '2026-12-31',
      days: 1,
      dueDate: null,
      dueAt: null,
      provisional: true,
      missingYears: [2027],
      edition: 'CN-2026',
    });
  });

  test('matters only when it is reached', () => {
    expect(due(builtInCalendar, '2026-12-30', 1)).toMatchObject({ dueDate: '2026-12-31', provisional: false });
    expect(due(builtInCalendar, '2026-12-30', 2)).toMatchObject({ dueDate: null, missingYears: [2027] });
    expect(due(builtInCalendar, '2003-12-31', 1)).toMatchObject({ dueDate: '2004-01-02', provisional: false });
  });

  test('before the first year is missing too', () => {
    expect(due(builtInCalendar, '2003-06-01', 1)).toMatchObject({ dueDate: null, missingYears: [2003] });
  });

  test('is named together with the others that are surely needed', () => {
    expect(due(builtInCalendar, '2026-12-31', 600).missingYears).toEqual([2027, 2028, 2029]);
  });

  const gap: CalendarEdition = {
    edition: 'with a gap',
    years: { '2024': builtInCalendar.years['2024'] ?? never(), '2026': builtInCalendar.years['2026'] ?? never() },
  };
  test('between two that are covered stops the count as well', () => {
    expect(due(gap, '2024-12-30', 1).dueDate).toBe('2024-12-31');
    expect(due(gap, '2024-12-31', 1).missingYears).toEqual([2025]);
    expect(due(gap, '2025-12-31', 1).dueDate).toBe('2026-01-04');
  });
});

test.each([0, -1, 1.5, Number.NaN, 10_001])('%d working days are no limit', (days) => {
  expect(() => due(builtInCalendar, '2026-02-13', days)).toThrow(RangeError);
});

test('what is not an instant is refused', () => {
  expect(() => due(builtInCalendar, '2026-02-13T10:00:00', 1)).toThrow(RangeError);
});

test('counting day by day gives the same', () => {
  const worked = (date: string): boolean => workingDayKinds.includes(dayKind(builtInCalendar, date) ?? never());
  const naive = (received: string, days: number): string => {
    let date = received;
    for (let left = days; left > 0;) {
      date = addDays(date, 1);
      if (worked(date)) left -= 1;
    }
    return date;
  };
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 8000 }), fc.integer({ min: 1, max: 60 }), (offset, days) => {
      const received = addDays('2003-12-31', offset);
      expect(due(builtInCalendar, received, days).dueDate).toBe(naive(received, days));
    }),
  );
});

function never(): never {
  throw new Error('The built-in calendar covers this year.');
}
