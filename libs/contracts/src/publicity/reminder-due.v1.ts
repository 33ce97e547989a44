import { IsIn, IsISO8601, Matches } from 'class-validator';
import { topics } from '../envelope.js';
import { creditCodePattern, isoDatePattern, recordKeyPattern } from '../record.js';

/** What the company is reminded of (H-084): repair is possible from now on, or display will end by itself soon. */
export const reminders = ['minimumEnded', 'maximumNear'] as const;
export type Reminder = (typeof reminders)[number];

export class ReminderDueV1 {
  static readonly type = 'publicity.reminder-due.v1';
  static readonly topic = topics.publicity;

  @Matches(recordKeyPattern) recordKey!: string;
  @Matches(creditCodePattern) creditCode!: string;
  @IsIn(reminders) reminder!: Reminder;
  /** The last day of the period in question. */
  @Matches(isoDatePattern) periodEndsOn!: string;
  @IsISO8601({ strict: true }) at!: string;
}
