import {
  dayKind,
  festivals,
  isWeekend,
  workingDay,
  addDays,
  type CalendarEdition,
  type CalendarFault,
  type IsoDate,
} from '@tongxiu/working-days';

/** Holidays that fall on the same days every year: a list without them is a list cut short. */
const fixedHolidays = ['01-01', '05-01', '10-01', '10-02', '10-03'] as const;

/** As `festivals` lists them. */
const festivalNames = [
  { zh: '春节', en: 'Spring Festival' },
  { zh: '清明节', en: 'Qingming' },
  { zh: '端午节', en: 'Dragon Boat Festival' },
  { zh: '中秋节', en: 'Mid-Autumn Festival' },
] as const;

/**
 * The working days of a year are its weekdays less the statutory holidays: a holiday on a weekend is given back on a weekday, and what is
 * swapped is made up. In 2008 to 2026 that was so to the day, but for 2011 (one more: 3 January was made up at the end of 2010), 2012 and
 * 2015 (one fewer) and 2020 (two fewer: the epidemic). Upwards that finds two forgotten weekdays; downwards one day more may be granted
 * than ever was, and a list without its make-up days, of which no year had less than five, is found.
 */
const tolerance = { more: 1, fewer: 3 } as const;

/** 《全国年节及纪念日放假办法》: eleven since 2008, thirteen since 2025. */
const statutoryDays = (year: number): number | undefined => (year >= 2025 ? 13 : year >= 2008 ? 11 : undefined);

/** What shows that somebody's list of a year cannot be the State Council's. */
export const unbelievable = (calendar: CalendarEdition, year: number): CalendarFault[] => [
  ...missingFixedDays(calendar, year),
  ...missingFestivals(calendar, year),
  ...workingDayFaults(calendar, year),
];

const missingFixedDays = (calendar: CalendarEdition, year: number): CalendarFault[] =>
  fixedHolidays
    .map((day) => `${year}-${day}`)
    .filter((day) => !isListed(calendar, day))
    .map((day) => fault(`years.${year}.holidays`, `缺少法定放假日${day}。`, `The statutory holiday ${day} is missing.`));

/** By its day and not by a span of weeks: 中秋 may fall into the holidays of October, so a span could not tell whether it was forgotten. */
const missingFestivals = (calendar: CalendarEdition, year: number): CalendarFault[] =>
  (festivals[year] ?? []).flatMap((day, index) => {
    const name = festivalNames[index];
    if (name === undefined || isKept(calendar, day)) return [];
    return [fault(`years.${year}.holidays`, `缺少${name.zh}放假日${day}。`, `The holiday of the ${name.en}, ${day}, is missing.`)];
  });

/** Lists in use leave out a festival that is a Saturday or Sunday anyway (2012-06-23), but not the days beside it. */
const isKept = (calendar: CalendarEdition, day: IsoDate): boolean =>
  isListed(calendar, day) || (isWeekend(day) && [-1, 1].some((step) => isListed(calendar, addDays(day, step))));

const isListed = (calendar: CalendarEdition, day: IsoDate): boolean => dayKind(calendar, day) === 'holiday';

function workingDayFaults(calendar: CalendarEdition, year: number): CalendarFault[] {
  const statutory = statutoryDays(year);
  if (statutory === undefined) return [];
  const days = daysOf(year);
  const usual = days.filter((day) => !isWeekend(day)).length - statutory;
  const working = days.filter((day) => workingDay(calendar, day).workingDay === true).length;
  const [least, most] = [usual - tolerance.fewer, usual + tolerance.more];
  if (working >= least && working <= most) return [];
  return [
    fault(
      `years.${year}`,
      `按此${year}年有${working}个工作日，应为${least}至${most}个（周一至周五减去法定节假日${statutory}天）：请核对放假日和调休上班日。`,
      `By this ${year} has ${working} working days, where ${least} to ${most} are to be expected (the weekdays less ${statutory} statutory holidays): compare the holidays and the make-up days.`,
    ),
  ];
}

function daysOf(year: number): IsoDate[] {
  const days: IsoDate[] = [];
  for (let day = `${year}-01-01`; day.startsWith(String(year)); day = addDays(day, 1)) days.push(day);
  return days;
}

const fault = (field: string, zh: string, en: string): CalendarFault => ({ field, message: { zh, en } });
