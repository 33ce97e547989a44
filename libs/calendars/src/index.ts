export * from './calendar-store.js';
export { CalendarsController } from './calendars.controller.js';
export * from './load-faults.js';
export * from './migrations/calendars-0001.js';
export * from './sql-calendar-store.js';
