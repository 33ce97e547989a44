export { builtInCalendar } from './built-in-calendar.js';
export {
  calendarFaults,
  covers,
  dayKind,
  workingDay,
  type CalendarEdition,
  type CalendarFault,
  type CalendarYear,
  type DayKind,
  type WorkingDayAnswer,
} from './calendar-edition.js';
export { addDays, addMonths, addYears, isDate, isWeekend, yearOf, type IsoDate } from './civil-date.js';
export { countableDays, due, workingDaysMax, type Due } from './due.js';
export { festivals } from './festivals.js';
export { compareInstants, isInstant, localDate, readDay, startOfDay, type IsoInstant } from './instant.js';
