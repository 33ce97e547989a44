import { Controller } from '@nestjs/common';
import { ReminderDueV1 } from '@tongxiu/contracts';
import { Reaction, type Received, type Tx } from '@tongxiu/messaging';
import { RemindCompanies } from '../../app/messages/remind-companies.js';

@Controller()
export class RemindersConsumer {
  constructor(private readonly remindCompanies: RemindCompanies) {}

  @Reaction('intake.remind-companies', ReminderDueV1)
  async on(received: readonly Received<ReminderDueV1>[], tx: Tx): Promise<void> {
    await this.remindCompanies.run(
      received.map(({ data }) => data),
      tx,
    );
  }
}
