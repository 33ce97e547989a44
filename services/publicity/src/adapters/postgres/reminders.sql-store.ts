import type { IsoInstant, Reminder } from '@tongxiu/contracts';
import type { Tx } from '@tongxiu/messaging';
import { Reminders, type Days, type ReminderCursor } from '../../app/remind-companies.js';

/** The columns of the day and of the mark that it was told; each pair has its own partial index, so what was told costs nothing. */
const columnsOf: Readonly<Record<Reminder, { readonly day: string; readonly told: string }>> = {
  minimumEnded: { day: 'minimum_until', told: 'minimum_told' },
  maximumNear: { day: 'maximum_until', told: 'maximum_told' },
};

export class SqlReminders extends Reminders {
  async due(
    reminder: Reminder,
    { from, to }: Days,
    after: ReminderCursor | undefined,
    limit: number,
    tx: Tx,
  ): Promise<readonly ReminderCursor[]> {
    const { day, told } = columnsOf[reminder];
    return tx.query<{ periodEndsOn: string; recordKey: string }>(
      `select ${day}::text as "periodEndsOn", record_key as "recordKey"
         from publicity_end
        where not ${told} and ${day} >= $1 and ${day} <= $2 and (${day}, record_key) > ($3, $4)
        order by ${day}, record_key
        limit $5`,
      [from ?? '-infinity', to, after?.periodEndsOn ?? '-infinity', after?.recordKey ?? '', limit],
    );
  }

  async note(
    reminder: Reminder,
    recordKeys: readonly string[],
    { from, to }: Days,
    at: IsoInstant,
    tx: Tx,
  ): Promise<readonly ReminderCursor[]> {
    const { day } = columnsOf[reminder];
    return tx.query<{ periodEndsOn: string; recordKey: string }>(
      `insert into reminder (record_key, reminder, period_ends_on, told_at)
       select record_key, $2, ${day}, $3 from publicity_end where record_key = any($1) and ${day} >= $4 and ${day} <= $5
       on conflict do nothing
       returning record_key as "recordKey", period_ends_on::text as "periodEndsOn"`,
      [recordKeys, reminder, at, from ?? '-infinity', to],
    );
  }

  async done(reminder: Reminder, recordKeys: readonly string[], { from, to }: Days, tx: Tx): Promise<void> {
    const { day, told } = columnsOf[reminder];
    await tx.query(`update publicity_end set ${told} = true where record_key = any($1) and ${day} >= $2 and ${day} <= $3`, [
      recordKeys,
      from ?? '-infinity',
      to,
    ]);
  }
}
