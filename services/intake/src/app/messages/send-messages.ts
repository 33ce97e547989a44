import { Bell } from './bell.js';

export interface DueMessage {
  readonly messageId: string;
  /** Undefined when the key it was sealed with is gone. */
  readonly phone: string | undefined;
  readonly text: string;
  readonly kind: string;
  readonly createdAt: string;
}

export type Delivery = { readonly messageId: string } & (
  | { readonly kind: 'sent' }
  /** `final` where no later attempt can help, such as a number that does not exist. */
  | { readonly kind: 'failed'; readonly why: string; readonly final: boolean }
);

export abstract class MessageQueue {
  /** The oldest due ones, put off until their next attempt: whoever crashes with them loses none. */
  abstract claim(limit: number): Promise<readonly DueMessage[]>;
  /** Forgets what was sent; keeps of what was given up that it was, without number and text. */
  abstract settle(deliveries: readonly Delivery[]): Promise<void>;
}

/** A short-message gateway. The id of a message is its idempotency key: it may be sent again after a crash. */
export abstract class MessageGateway {
  abstract send(messages: readonly (DueMessage & { readonly phone: string })[]): Promise<readonly Delivery[]>;
}

const batchMax = 100;
const pollMs = 2000;

/** Carries messages from the outbox to the gateway in batches: woken after a commit, with a poll behind every ring. */
export class SendMessages {
  private readonly bell = new Bell();
  private running: Promise<void> | undefined;
  private stopped = false;

  constructor(
    private readonly queue: MessageQueue,
    private readonly gateway: MessageGateway,
    private readonly report: (sentence: string, cause?: unknown) => void,
  ) {}

  readonly wake = (): void => this.bell.ring();

  start(): void {
    this.running ??= this.run();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.bell.ring();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      const carried = await this.carry().catch((cause: unknown) => {
        this.report('messages could not be carried', cause);
        return 0;
      });
      if (carried < batchMax && !this.stopped) await this.bell.wait(pollMs);
    }
  }

  /** How many were taken up. */
  async carry(): Promise<number> {
    const due = await this.queue.claim(batchMax);
    if (due.length === 0) return 0;
    const readable = due.flatMap((message) => (message.phone === undefined ? [] : [{ ...message, phone: message.phone }]));
    const lost = due.filter(({ phone }) => phone === undefined).map(unreadable);
    await this.queue.settle([...lost, ...(readable.length === 0 ? [] : await this.deliver(readable))]);
    return due.length;
  }

  private async deliver(messages: readonly (DueMessage & { readonly phone: string })[]): Promise<readonly Delivery[]> {
    try {
      return await this.gateway.send(messages);
    } catch (cause) {
      this.report('the message gateway could not be reached', cause);
      return messages.map(({ messageId }) => ({ messageId, kind: 'failed', why: 'gateway not reached', final: false }));
    }
  }
}

const unreadable = ({ messageId }: DueMessage): Delivery => ({
  messageId,
  kind: 'failed',
  why: 'the number cannot be read with the present key',
  final: true,
});
