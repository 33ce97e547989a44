import { describe, expect, test } from '@jest/globals';
import { year2027 } from '@tongxiu/testkit';
import { builtInCalendar, type CalendarYear } from '@tongxiu/working-days';
import { unbelievable } from './believable-year.js';

const faultsOf = (year: number, days: CalendarYear): string[] =>
  unbelievable({ edition: 'new', years: { [year]: days } }, year).map(({ field, message }) => `${field} ${message.zh}`);
const without = (...days: readonly string[]): CalendarYear => ({
  ...year2027,
  holidays: year2027.holidays.filter((day) => !days.includes(day)),
});
const known = Object.keys(builtInCalendar.years).map(Number);

test.each(known)('the year %i as it was is believed', (year) => expect(unbelievable(builtInCalendar, year)).toEqual([]));

describe('a festival that was forgotten is named by its day', () => {
  test.each([
    ['春节', '2027-02-06', ['2027-02-05', '2027-02-06', '2027-02-07', '2027-02-08']],
    ['清明节', '2027-04-05', ['2027-04-05']],
    ['端午节', '2027-06-09', ['2027-06-09']],
    ['中秋节', '2027-09-15', ['2027-09-15']],
  ])('%s', (name, day, forgotten) => {
    expect(faultsOf(2027, without(...forgotten))).toContain(`years.2027.holidays 缺少${name}放假日${day}。`);
  });

  test('also a 中秋 that falls just after the first days of October', () => {
    const { holidays, makeUpDays } = builtInCalendar.years['2025'] ?? year2027;
    const cutShort = holidays.filter((day) => day < '2025-10-04');
    expect(faultsOf(2025, { holidays: cutShort, makeUpDays })).toContain('years.2025.holidays 缺少中秋节放假日2025-10-06。');
  });

  test('but one on a Saturday may go unsaid where the days beside it are named, as in 2012', () => {
    expect(builtInCalendar.years['2012']?.holidays).not.toContain('2012-06-23');
    const { holidays, makeUpDays } = builtInCalendar.years['2012'] ?? year2027;
    const forgotten = holidays.filter((day) => !day.startsWith('2012-06'));
    expect(faultsOf(2012, { holidays: forgotten, makeUpDays })).toEqual(['years.2012.holidays 缺少端午节放假日2012-06-23。']);
  });

  test('all at once, where only the days that never move were written down', () => {
    const fixed = { holidays: ['2027-01-01', '2027-05-01', '2027-10-01', '2027-10-02', '2027-10-03'], makeUpDays: [] };
    expect(faultsOf(2027, fixed)).toEqual([
      'years.2027.holidays 缺少春节放假日2027-02-06。',
      'years.2027.holidays 缺少清明节放假日2027-04-05。',
      'years.2027.holidays 缺少端午节放假日2027-06-09。',
      'years.2027.holidays 缺少中秋节放假日2027-09-15。',
      'years.2027 按此2027年有259个工作日，应为245至249个（周一至周五减去法定节假日13天）：请核对放假日和调休上班日。',
    ]);
  });
});

describe('the working days of a year are its weekdays less the statutory holidays', () => {
  const freed = ['2027-03-01', '2027-03-02', '2027-03-03', '2027-03-04'];
  const withFreed = (count: number): CalendarYear => ({ ...year2027, holidays: [...year2027.holidays, ...freed.slice(0, count)] });

  test.each([
    ['one weekday forgotten cannot be told from one that was made up the year before', without('2027-10-07'), undefined],
    ['two forgotten can', without('2027-10-06', '2027-10-07'), '250个工作日'],
    ['the make-up days forgotten are found', { ...year2027, makeUpDays: [] }, '243个工作日'],
    ['three days granted beyond the law are believed', withFreed(3), undefined],
    ['four are not', withFreed(4), '244个工作日'],
  ])('%s', (_case, days, sentence) => {
    expect(faultsOf(2027, days)).toEqual(sentence === undefined ? [] : [expect.stringContaining(sentence)]);
  });

  test('it is not asked of a year before the festivals became holidays', () => {
    expect(faultsOf(2007, { holidays: ['2007-01-01', '2007-05-01', '2007-10-01', '2007-10-02', '2007-10-03'], makeUpDays: [] })).toEqual(
      [],
    );
  });
});
