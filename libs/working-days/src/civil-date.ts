/** A calendar day, `YYYY-MM-DD`. Days compare as strings. */
export type IsoDate = string;

const datePattern = /^(\d{4})-(\d{2})-(\d{2})$/;
const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

export const leapYear = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

export const monthLength = (year: number, month: number): number => (month === 2 && leapYear(year) ? 29 : (monthLengths[month - 1] ?? 0));

/** A day that exists: `2024-02-30` is none. */
export function isDate(text: unknown): text is IsoDate {
  const parts = typeof text === 'string' ? datePattern.exec(text) : null;
  if (parts === null) return false;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= monthLength(year, month);
}

/** Days since 1970-01-01 on the proleptic Gregorian calendar. Plain arithmetic, so no time zone can come in. */
export function dayNumberOf(date: IsoDate): number {
  return dayNumber(yearOf(date), Number(date.slice(5, 7)), Number(date.slice(8, 10)));
}

export function dayNumber(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

export function dateOf(number: number): IsoDate {
  const shifted = number + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  return isoDate(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day);
}

/** Monday is 1, Sunday is 7. */
export const weekdayOf = (number: number): number => ((((number + 3) % 7) + 7) % 7) + 1;

export const isWeekend = (date: IsoDate): boolean => weekdayOf(dayNumberOf(date)) > 5;

export const yearOf = (date: IsoDate): number => Number(date.slice(0, 4));

export const addDays = (date: IsoDate, days: number): IsoDate => dateOf(dayNumberOf(date) + days);

/** The same day number so many months later, or the last day of a shorter month. */
export function addMonths(date: IsoDate, months: number): IsoDate {
  const total = yearOf(date) * 12 + Number(date.slice(5, 7)) - 1 + months;
  const year = Math.floor(total / 12);
  const month = total - year * 12 + 1;
  return isoDate(year, month, Math.min(Number(date.slice(8, 10)), monthLength(year, month)));
}

export const addYears = (date: IsoDate, years: number): IsoDate => addMonths(date, years * 12);

const digits = (value: number, width: number): string => String(value).padStart(width, '0');

const isoDate = (year: number, month: number, day: number): IsoDate => `${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}`;
