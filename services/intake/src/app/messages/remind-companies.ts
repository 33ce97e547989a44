import type { ReminderDueV1 } from '@tongxiu/contracts';
import type { Tx } from '@tongxiu/messaging';
import { reminderText } from '../../domain/cases/message-texts.js';
import type { Messages } from './messages.js';

/** Reminds the companies that left a number (H-084); the others find the same on their record's page. */
export class RemindCompanies {
  constructor(private readonly messages: Messages) {}

  async run(reminders: readonly ReminderDueV1[], tx: Tx): Promise<void> {
    const due = reminders.map(({ creditCode, reminder, recordKey, periodEndsOn }) => {
      return { creditCode, kind: reminder, text: reminderText(reminder, recordKey, periodEndsOn) };
    });
    await this.messages.remind(due, tx);
  }
}
