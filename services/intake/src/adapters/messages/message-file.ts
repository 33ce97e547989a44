import { appendFile } from 'node:fs/promises';
import { MessageGateway, type Delivery, type DueMessage } from '../../app/messages/send-messages.js';

/**
 * Stands where a short-message gateway would: one line per message, with the number masked, for a person to read in a trial run.
 * The number itself is written nowhere.
 */
export class MessageFile extends MessageGateway {
  constructor(private readonly path: string) {
    super();
  }

  async send(messages: readonly (DueMessage & { readonly phone: string })[]): Promise<readonly Delivery[]> {
    const lines = messages.map(({ messageId, phone, kind, text, createdAt }) =>
      JSON.stringify({ messageId, at: createdAt, to: `${phone.slice(0, 3)}****${phone.slice(-4)}`, kind, text }),
    );
    await appendFile(this.path, `${lines.join('\n')}\n`, { mode: 0o600 });
    return messages.map(({ messageId }) => ({ messageId, kind: 'sent' }));
  }
}
