import { describe, expect, test } from '@jest/globals';
import { builtInCalendar, type CalendarEdition } from '@tongxiu/working-days';
import { late, recounted, resumed, type Deadline } from './deadlines.js';

/** Five working days from Friday 2026-02-27; the Saturday after is worked. */
const accept: Deadline = {
  caseId: '0197a000-0000-7000-8000-000000000001',
  what: 'accept',
  rule: 'H-022',
  clause: '四(一)2',
  startEvent: 'submitted',
  from: '2026-02-27',
  workingDays: 5,
  calendar: 'CN-2026',
  dueDate: '2026-03-05',
  dueAt: '2026-03-06T00:00:00+08:00',
  status: 'running',
};

describe('the clock of acceptance goes on where it stood', () => {
  test.each([
    ['answered the same day, nothing was lost', '2026-03-02', '2026-03-02T09:00:00+08:00', '2026-03-05'],
    ['days of waiting do not count', '2026-03-02', '2026-03-10T09:00:00+08:00', '2026-03-13'],
    ['a make-up Saturday before the notice counts as used', '2026-02-28', '2026-03-10T09:00:00+08:00', '2026-03-16'],
    ['a notice on the first day uses none', '2026-02-27', '2026-03-10T09:00:00+08:00', '2026-03-17'],
    ['a notice on the last day leaves one working day after the answer', '2026-03-05', '2026-03-07T09:00:00+08:00', '2026-03-09'],
    ['the day of the answer is the one in Asia/Shanghai', '2026-03-05', '2026-03-08T17:00:00.000Z', '2026-03-10'],
  ])('%s', (_case, suspendedOn, answeredAt, dueDate) => {
    expect(resumed({ ...accept, status: 'suspended', suspendedOn }, builtInCalendar, answeredAt)).toMatchObject({
      status: 'running',
      resumed: { dueDate },
    });
  });

  test('a limit that was missed before the notice stays missed', () => {
    expect(resumed({ ...accept, status: 'missed' }, builtInCalendar, '2026-03-10T09:00:00+08:00')).toBeUndefined();
  });

  test('past the end of the calendar it has no last day yet', () => {
    const suspended: Deadline = { ...accept, from: '2026-12-30', status: 'suspended', suspendedOn: '2026-12-30' };
    expect(resumed(suspended, builtInCalendar, '2027-01-04T09:00:00+08:00')).toMatchObject({
      resumed: { on: '2027-01-04', dueDate: null, dueAt: null },
    });
  });
});

describe('what could not be counted is counted once the year is known', () => {
  const with2027: CalendarEdition = {
    edition: 'CN-2027',
    years: { ...builtInCalendar.years, '2027': { holidays: ['2027-01-01'], makeUpDays: [] } },
  };
  const open: Deadline = { ...accept, from: '2026-12-31', dueDate: null, dueAt: null };

  test('not before', () => {
    expect(recounted(open, builtInCalendar)).toBeUndefined();
  });

  test.each([
    ['running goes on', {}, 'running'],
    ['met in time stays met', { status: 'met', metAt: '2027-01-08T15:59:59.999Z' }, 'met'],
    ['met too late was a breach', { status: 'met', metAt: '2027-01-08T16:00:00.000Z' }, 'missed'],
    ['cancelled stays cancelled', { status: 'cancelled' }, 'cancelled'],
  ] as const)('%s', (_case, change, status) => {
    expect(recounted({ ...open, ...change }, with2027)).toEqual({ dueDate: '2027-01-08', dueAt: '2027-01-09T00:00:00+08:00', status });
  });

  test('the days of waiting for a supplement are left out again', () => {
    const waited: Deadline = { ...open, suspendedOn: '2026-12-31', resumedOn: '2027-01-11' };
    expect(recounted(waited, with2027)).toMatchObject({ dueDate: '2027-01-18' });
  });
});

test.each([
  ['2026-03-05T15:59:59.999Z', false],
  ['2026-03-05T16:00:00.000Z', true],
])('a last day ends at midnight in Asia/Shanghai: %s', (at, expected) => {
  expect(late(accept.dueAt, at)).toBe(expected);
});
