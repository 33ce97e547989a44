import { due, type CalendarEdition } from '@tongxiu/working-days';
import { partsOf, type DeadlineShape } from './deadlines.js';

/** Percent of a limit at which whoever answers for it is warned; the last is the breach itself. */
export const warningLevels = [50, 70, 90, 100] as const;
export type WarningLevel = (typeof warningLevels)[number];

export interface Crossing {
  readonly level: WarningLevel;
  readonly crossedAt: string;
}

const secondsOfADay = 86_400;

/**
 * When each level of a limit is crossed. The budget is the limit's working days, each from midnight to midnight in Asia/Shanghai, since
 * the documents count days and know no office hours; days off use up nothing, nor do days of waiting for a supplement.
 */
export function crossings(shape: DeadlineShape, calendar: CalendarEdition): Crossing[] {
  const parts = partsOf(shape, calendar);
  if (parts === undefined) return [];
  const budget = parts.used + parts.left;
  return warningLevels.flatMap((level): Crossing[] => {
    const crossedAt = instantOf(shape, parts.used, (budget * level) / 100, calendar);
    return crossedAt === undefined ? [] : [{ level, crossedAt }];
  });
}

/** The instant at which so many working days, and a part of one, are used up; undefined while the calendar lacks the year. */
function instantOf({ from, resumedOn }: DeadlineShape, used: number, days: number, calendar: CalendarEdition): string | undefined {
  const [start, counted] = days <= used ? [from, days] : [resumedOn ?? from, days - used];
  const whole = Math.floor(counted + 1e-9);
  const seconds = Math.round((counted - whole) * secondsOfADay);
  if (seconds === 0) return due(calendar, start, whole).dueAt ?? undefined;
  const day = due(calendar, start, whole + 1).dueDate;
  return day === null ? undefined : `${day}T${timeOfDay(seconds)}+08:00`;
}

const timeOfDay = (seconds: number): string =>
  [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map((part) => String(part).padStart(2, '0')).join(':');
