import { createHmac } from 'node:crypto';
import { MessageGateway, type Delivery, type DueMessage } from '../../app/messages/send-messages.js';

const timeoutMs = 10_000;

interface Result {
  readonly id: string;
  readonly accepted: boolean;
  readonly reason?: string;
  readonly permanent?: boolean;
}

/**
 * A gateway that takes `{ messages: [{ id, to, text }] }` and answers 2xx with `{ results: [{ id, accepted, reason?, permanent? }] }`,
 * or with nothing when it took them all. The body is signed: `x-tongxiu-signature` is the hex HMAC-SHA-256 of the time stamp, a
 * full stop and the body. The id repeats when a message is sent again, so that the gateway can tell.
 */
export class HttpGateway extends MessageGateway {
  constructor(
    private readonly url: string,
    private readonly secret: string,
    private readonly nowMs: () => number,
  ) {
    super();
  }

  async send(messages: readonly (DueMessage & { readonly phone: string })[]): Promise<readonly Delivery[]> {
    const body = JSON.stringify({ messages: messages.map(({ messageId, phone, text }) => ({ id: messageId, to: phone, text })) });
    const stamp = String(this.nowMs());
    const response = await fetch(this.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-tongxiu-timestamp': stamp,
        'x-tongxiu-signature': createHmac('sha256', this.secret).update(`${stamp}.${body}`).digest('hex'),
      },
      body,
      signal: AbortSignal.timeout(timeoutMs),
      redirect: 'error',
    });
    const answer = await response.text();
    if (!response.ok) throw new Error(`the gateway answered ${response.status}`);
    const results = new Map(resultsIn(answer).map((result) => [result.id, result]));
    return messages.map(({ messageId }) => deliveryOf(messageId, results.get(messageId)));
  }
}

function deliveryOf(messageId: string, result: Result | undefined): Delivery {
  if (result === undefined || result.accepted) return { messageId, kind: 'sent' };
  return { messageId, kind: 'failed', why: (result.reason ?? 'refused by the gateway').slice(0, 200), final: result.permanent === true };
}

function resultsIn(answer: string): readonly Result[] {
  if (answer.trim() === '') return [];
  const { results } = JSON.parse(answer) as { readonly results?: unknown };
  return Array.isArray(results) ? results.filter(isResult) : [];
}

const isResult = (value: unknown): value is Result =>
  typeof value === 'object' &&
  value !== null &&
  'id' in value &&
  typeof value.id === 'string' &&
  'accepted' in value &&
  typeof value.accepted === 'boolean';
