import { covers, dayKind, firstDayOf, workingDayKinds, type CalendarEdition } from './calendar-edition.js';
import { addDays, dateOf, dayNumberOf, yearOf, type IsoDate } from './civil-date.js';
import { readDay, startOfDay, type IsoInstant } from './instant.js';

/** The last day of a limit counted in working days, with what is needed to explain it later. */
export interface Due {
  /** Day of the event in Asia/Shanghai; it is not counted. */
  readonly received: IsoDate;
  readonly days: number;
  /** The n-th working day after; null while the calendar lacks a year it needs. */
  readonly dueDate: IsoDate | null;
  /** The first instant that is too late. */
  readonly dueAt: IsoInstant | null;
  readonly provisional: boolean;
  readonly missingYears?: readonly number[];
  readonly edition: string;
}

export const workingDaysMax = 10_000;

export const countableDays = (days: number): boolean => Number.isInteger(days) && days >= 1 && days <= workingDaysMax;

/** When something received at an instant, or on a plain date, has to be done within so many working days. */
export function due(calendar: CalendarEdition, received: IsoInstant | IsoDate, days: number): Due {
  const day = readDay(received);
  if (day === undefined) throw new RangeError(`Neither an ISO 8601 instant with an offset or Z nor a date: ${received}`);
  if (!countableDays(days)) throw new RangeError(`A limit is 1 to ${workingDaysMax} working days, not ${days}.`);
  const found = nthWorkingDayAfter(calendar, day, days);
  const { edition } = calendar;
  return 'dueDate' in found
    ? { received: day, days, dueDate: found.dueDate, dueAt: found.dueAt, provisional: false, edition }
    : { received: day, days, dueDate: null, dueAt: null, provisional: true, missingYears: found.missingYears, edition };
}

/** The day, or the years that would have to be loaded first. */
function nthWorkingDayAfter(calendar: CalendarEdition, day: IsoDate, days: number): LastDay | { readonly missingYears: number[] } {
  const firstYear = yearOf(day) + (day.endsWith('-12-31') ? 1 : 0);
  const run = runs(calendar).get(firstYear);
  if (run === undefined) return { missingYears: missingYears(calendar, firstYear, days) };
  const before = run.workingDaysBefore[dayNumberOf(day) + 1 - run.firstDay] ?? 0;
  const found = run.workingDays[before + days - 1];
  return found ?? { missingYears: missingYears(calendar, run.lastYear + 1, days - (run.workingDays.length - before)) };
}

type LastDay = { readonly [Part in 'dueDate' | 'dueAt']: string };

/** Years following each other without a gap, laid out so that counting is two look-ups. */
interface Run {
  readonly firstDay: number;
  readonly lastYear: number;
  readonly workingDays: readonly LastDay[];
  /** For each day of the run, how many working days of the run lie before it. */
  readonly workingDaysBefore: Int32Array;
}

const remembered = new WeakMap<CalendarEdition, ReadonlyMap<number, Run>>();

function runs(calendar: CalendarEdition): ReadonlyMap<number, Run> {
  const known = remembered.get(calendar);
  if (known !== undefined) return known;
  const byYear = new Map<number, Run>();
  const years = Object.keys(calendar.years).map(Number);
  for (const first of years.filter((year) => !covers(calendar, year - 1))) {
    let last = first;
    while (covers(calendar, last + 1)) last += 1;
    const run = layOut(calendar, first, last);
    for (let year = first; year <= last; year += 1) byYear.set(year, run);
  }
  remembered.set(calendar, byYear);
  return byYear;
}

function layOut(calendar: CalendarEdition, firstYear: number, lastYear: number): Run {
  const [firstDay, end] = [firstDayOf(firstYear), firstDayOf(lastYear + 1)];
  const workingDays: LastDay[] = [];
  const workingDaysBefore = new Int32Array(end - firstDay);
  for (let number = firstDay; number < end; number += 1) {
    workingDaysBefore[number - firstDay] = workingDays.length;
    const date = dateOf(number);
    const kind = dayKind(calendar, date);
    if (kind !== undefined && workingDayKinds.includes(kind)) {
      workingDays.push({ dueDate: date, dueAt: startOfDay(addDays(date, 1)) });
    }
  }
  return { firstDay, lastYear, workingDays, workingDaysBefore };
}

/** No year has more weekdays; make-up days only give back what holidays took. */
const workingDaysOfAYearMax = 262;

/** The years that are needed for certain, given that this one is missing and so many working days are still to be counted from its start. */
function missingYears(calendar: CalendarEdition, from: number, days: number): number[] {
  const missing: number[] = [];
  for (let year = from, left = days; left > 0; year += 1) {
    if (!covers(calendar, year)) missing.push(year);
    left -= workingDaysOfAYearMax;
  }
  return missing;
}
