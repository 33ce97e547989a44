import { describe, expect, test } from '@jest/globals';
import { builtInCalendar } from '@tongxiu/working-days';
import { crossings } from './warning-levels.js';

const shape = { from: '2026-03-02', workingDays: 10 } as const;
const at = (change: Partial<Parameters<typeof crossings>[0]>) =>
  crossings({ ...shape, ...change }, builtInCalendar).map(({ crossedAt }) => crossedAt);

describe('a limit is warned of at 50, 70, 90 and 100 percent of its working days (H-022, H-023)', () => {
  test.each<[string, Parameters<typeof at>[0], string[]]>([
    [
      'ten working days cross at the ends of the fifth, seventh, ninth and tenth',
      {},
      ['2026-03-10T00:00:00+08:00', '2026-03-12T00:00:00+08:00', '2026-03-14T00:00:00+08:00', '2026-03-17T00:00:00+08:00'],
    ],
    [
      'three cross within days',
      { workingDays: 3 },
      ['2026-03-04T12:00:00+08:00', '2026-03-05T02:24:00+08:00', '2026-03-05T16:48:00+08:00', '2026-03-06T00:00:00+08:00'],
    ],
    [
      'days off use up nothing: the festival lies between',
      { from: '2026-02-13', workingDays: 2 },
      ['2026-02-15T00:00:00+08:00', '2026-02-24T09:36:00+08:00', '2026-02-24T19:12:00+08:00', '2026-02-25T00:00:00+08:00'],
    ],
    [
      'days of waiting for a supplement use up nothing either',
      { workingDays: 5, suspendedOn: '2026-03-04', resumedOn: '2026-03-20' },
      ['2026-03-23T12:00:00+08:00', '2026-03-24T12:00:00+08:00', '2026-03-25T12:00:00+08:00', '2026-03-26T00:00:00+08:00'],
    ],
    ['past the end of the calendar there is nothing to cross yet', { from: '2026-12-30' }, []],
  ])('%s', (_case, change, expected) => {
    expect(at(change)).toEqual(expected);
  });
});
