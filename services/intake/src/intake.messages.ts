import { join } from 'node:path';
import { Logger, type Provider } from '@nestjs/common';
import { Clock } from '@tongxiu/hosting';
import pg from 'pg';
import { HttpGateway } from './adapters/messages/http-gateway.js';
import { MessageFile } from './adapters/messages/message-file.js';
import { MessageTimer } from './adapters/messages/message-timer.js';
import { NumberSeal } from './adapters/messages/number-seal.js';
import { SqlMessageQueue } from './adapters/postgres/messages/message-queue.sql-store.js';
import { SqlCompanyContacts, SqlMessages } from './adapters/postgres/messages/messages.sql-store.js';
import { CompanyContacts, Messages } from './app/messages/messages.js';
import { RemindCompanies } from './app/messages/remind-companies.js';
import { MessageGateway, SendMessages } from './app/messages/send-messages.js';
import { IntakeConfig } from './intake.config.js';

const logger = new Logger('messages');
/** Of a failure only its kind is logged: a driver's or a gateway's own words might repeat a number. */
const report = (sentence: string, cause?: unknown): void => logger.warn(cause instanceof Error ? `${sentence}: ${cause.name}` : sentence);

export const messaging: Provider[] = [
  {
    provide: NumberSeal,
    inject: [IntakeConfig],
    useFactory: ({ contactKey, materialsDir }: IntakeConfig) => NumberSeal.open(contactKey, join(materialsDir, 'contact.key')),
  },
  {
    provide: MessageGateway,
    inject: [IntakeConfig, Clock],
    useFactory: ({ messageGateway, messagesFile }: IntakeConfig, clock: Clock) =>
      messageGateway === undefined
        ? new MessageFile(messagesFile)
        : new HttpGateway(messageGateway.url, messageGateway.secret, () => Date.parse(clock.now())),
  },
  {
    provide: SqlMessageQueue,
    inject: [pg.Pool, NumberSeal],
    useFactory: (pool: pg.Pool, seal: NumberSeal) => new SqlMessageQueue(pool, seal),
  },
  {
    provide: SendMessages,
    inject: [SqlMessageQueue, MessageGateway],
    useFactory: (queue: SqlMessageQueue, gateway: MessageGateway) => new SendMessages(queue, gateway, report),
  },
  {
    provide: Messages,
    inject: [NumberSeal, SendMessages],
    useFactory: (seal: NumberSeal, { wake }: SendMessages) => new SqlMessages(seal, wake),
  },
  {
    provide: CompanyContacts,
    inject: [pg.Pool, NumberSeal],
    useFactory: (pool: pg.Pool, seal: NumberSeal) => new SqlCompanyContacts(pool, seal),
  },
  { provide: RemindCompanies, inject: [Messages], useFactory: (messages: Messages) => new RemindCompanies(messages) },
  MessageTimer,
];
