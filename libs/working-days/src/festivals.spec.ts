import { describe, expect, test } from '@jest/globals';
import { festivals } from './festivals.js';

const years = Array.from({ length: 2099 - 2008 + 1 }, (_, index) => 2008 + index);

test('they are known from 2008, when they became holidays, to 2099', () => expect(Object.keys(festivals).map(Number)).toEqual(years));

/** Month and day of the Chinese calendar by another source: the one of this JavaScript engine. */
const lunar = new Intl.DateTimeFormat('en-u-ca-chinese', { timeZone: 'UTC', month: 'numeric', day: 'numeric' });
const lunarOf = (day: string): string => lunar.format(new Date(`${day}T00:00:00Z`));

/**
 * New moons within ten minutes of midnight in Beijing (2027-02-06 23:56, 2030-02-03 00:07), which the engine, being less exact, puts on
 * the other side of it.
 */
const tooClose = [2027, 2030];

describe('of another calendar they are the first of the first, the fifth of the fifth and the fifteenth of the eighth month', () => {
  test.each(years)('%i', (year) => {
    const [spring, , dragonBoat, midAutumn] = festivals[year] ?? ['', '', '', ''];
    expect([dragonBoat, midAutumn].map(lunarOf)).toEqual(['5/5', '8/15']);
    if (!tooClose.includes(year)) expect(lunarOf(spring)).toBe('1/1');
  });
});

test.each([
  [2027, '2027-02-06'],
  [2030, '2030-02-03'],
])('the 春节 of %i is the day in Beijing: %s', (year, day) => expect(festivals[year]?.[0]).toBe(day));

test('清明 is the fourth or fifth of April, and 春节 lies between 21 January and 20 February', () => {
  for (const year of years) {
    const [spring, pureBrightness] = festivals[year] ?? [];
    expect([`${year}-04-04`, `${year}-04-05`]).toContain(pureBrightness);
    expect(spring?.slice(5) ?? '').toMatch(/^(01-(2[1-9]|3[01])|02-([01]\d|20))$/);
  }
});
