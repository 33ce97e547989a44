import { addDays, dayNumberOf, isDate, type IsoDate } from './civil-date.js';

/** An instant in ISO 8601 with an offset or Z. */
export type IsoInstant = string;

/** All of China keeps one time, eight hours ahead of UTC, and has kept it without a summer time since 1991. */
const chinaOffsetMinutes = 8 * 60;

const extended = /^(\d{4}-\d{2}-\d{2})T(\d{2})(?::(\d{2})(?::(\d{2})(?:[.,](\d+))?)?)?(?:(Z)|([+\-−])(\d{2})(?::?(\d{2}))?)$/i;
const basic = /^(\d{8})T(\d{2})(?:(\d{2})(?:(\d{2})(?:[.,](\d+))?)?)?(?:(Z)|([+\-−])(\d{2})(?::?(\d{2}))?)$/i;

interface ReadInstant {
  readonly date: IsoDate;
  /** Minutes of the day in China; may lie before or after the day. */
  readonly minutes: number;
  readonly seconds: number;
}

/** An instant that says where on Earth's clock it is: without offset or Z it names no instant. */
export const isInstant = (text: unknown): text is IsoInstant => typeof text === 'string' && read(text) !== undefined;

/** The day in Asia/Shanghai on which an instant falls. */
export function localDate(instant: IsoInstant): IsoDate {
  const found = read(instant);
  if (found === undefined) throw new RangeError(`Not an ISO 8601 instant with an offset or Z: ${instant}`);
  return dayOf(found);
}

function dayOf({ date, minutes }: ReadInstant): IsoDate {
  const days = Math.floor(minutes / 1440);
  return days === 0 ? date : addDays(date, days);
}

/** Where a day begins in Asia/Shanghai. */
export const startOfDay = (date: IsoDate): IsoInstant => `${date}T00:00:00+08:00`;

/** Sorts instants written with different offsets: negative when the first is earlier. */
export function compareInstants(one: IsoInstant, other: IsoInstant): number {
  const [first, second] = [read(one), read(other)];
  if (first === undefined || second === undefined) throw new RangeError(`Not an ISO 8601 instant with an offset or Z: ${one} or ${other}`);
  const apart = minuteOf(first) - minuteOf(second);
  return Math.sign(apart === 0 ? first.seconds - second.seconds : apart);
}

/** The day meant by an instant or by a plain date, or undefined when the text is neither. */
export function readDay(text: string): IsoDate | undefined {
  if (isDate(text)) return text;
  const found = read(text);
  return found === undefined ? undefined : dayOf(found);
}

function read(text: string): ReadInstant | undefined {
  const parts = extended.exec(text) ?? basic.exec(text);
  if (parts === null) return undefined;
  const date = hyphenated(parts[1] ?? '');
  const hour = number(parts[2]);
  const minute = number(parts[3]);
  const second = number(parts[4]);
  const offsetHour = number(parts[8]);
  const offsetMinute = number(parts[9]);
  const endOfDay = hour === 24 && minute === 0 && second === 0 && number(parts[5]) === 0;
  if (!isDate(date) || (hour > 23 && !endOfDay) || minute > 59 || second > 59 || offsetHour > 23 || offsetMinute > 59) return undefined;
  const offset = (parts[7] === undefined || parts[7] === '+' ? 1 : -1) * (offsetHour * 60 + offsetMinute);
  return {
    date,
    minutes: hour * 60 + minute - offset + chinaOffsetMinutes,
    seconds: parts[5] === undefined ? second : second + Number(`0.${parts[5]}`),
  };
}

/** Minutes since 1970 began in China. */
const minuteOf = ({ date, minutes }: ReadInstant): number => dayNumberOf(date) * 1440 + minutes;

const number = (digits: string | undefined): number => (digits === undefined ? 0 : Number(digits));

const hyphenated = (date: string): string => (date.length === 8 ? `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}` : date);
