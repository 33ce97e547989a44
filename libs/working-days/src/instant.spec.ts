import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compareInstants, isInstant, localDate, readDay } from './instant.js';

describe('the day in Asia/Shanghai', () => {
  test.each([
    ['2026-02-15T00:30:00+08:00', '2026-02-15'],
    ['2026-02-14T16:00:00Z', '2026-02-15'],
    ['2026-02-14T15:59:59.999Z', '2026-02-14'],
    ['2026-02-14T23:30:00-05:00', '2026-02-15'],
    ['2026-02-15T01:00:00+14:00', '2026-02-14'],
    ['2026-12-31T16:00Z', '2027-01-01'],
    ['2026-02-14T24:00:00+08:00', '2026-02-15'],
    ['20260214T160000Z', '2026-02-15'],
    ['2026-02-14T16:00:00.5+0000', '2026-02-15'],
  ])('%s falls on %s', (instant, date) => expect(localDate(instant)).toBe(date));

  test('a plain date is read as it stands', () => expect(readDay('2026-02-13')).toBe('2026-02-13'));

  test('it agrees with the runtime for every instant and offset', () => {
    const moments = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2100, 0, 1) });
    fc.assert(
      fc.property(moments, fc.integer({ min: -14 * 60, max: 14 * 60 }), (moment, offset) => {
        const clock = new Date(moment + offset * 60_000).toISOString().slice(0, 19);
        const sign = offset < 0 ? '-' : '+';
        const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60].map((part) => String(part).padStart(2, '0'));
        const shanghai = new Date(moment + 8 * 3_600_000).toISOString().slice(0, 10);
        expect(localDate(`${clock}${sign}${hours}:${minutes}`)).toBe(shanghai);
      }),
    );
  });
});

test.each([
  '2026-02-13T10:00:00',
  '2026-02-13',
  '2026-02-30T10:00:00Z',
  '2026-02-13T25:00:00Z',
  '2026-02-13T24:00:01Z',
  '2026-02-13T10:60:00Z',
  '2026-02-13 10:00:00Z',
  '2026-02-13T10:00:00+25:00',
  '',
  'now',
  1_770_000_000,
])('%s names no instant', (text) => expect(isInstant(text)).toBe(false));

test.each([
  ['2026-02-13T10:00:00+08:00', '2026-02-13T02:00:00Z', 0],
  ['2026-02-13T10:00:00+08:00', '2026-02-13T03:00:00Z', -1],
  ['2026-02-13T10:00:00.25Z', '2026-02-13T10:00:00.1Z', 1],
])('%s against %s is %i', (one, other, sign) => expect(Math.sign(compareInstants(one, other))).toBe(sign));
