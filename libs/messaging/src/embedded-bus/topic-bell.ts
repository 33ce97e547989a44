import type { BusSession } from './bus-session.js';

/**
 * Tells readers that topics got messages, after the append has committed and in a transaction of its own that does not wait for the
 * disk. What is appended while one notification travels is told by the next one, together. A bell that is lost is made good by
 * the readers' poll.
 */
export class TopicBell {
  private readonly unheard = new Set<number>();
  private ringing = false;

  constructor(private readonly session: BusSession) {}

  ring(topicIds: readonly number[]): void {
    for (const id of topicIds) this.unheard.add(id);
    if (!this.ringing) void this.ringAll();
  }

  private async ringAll(): Promise<void> {
    this.ringing = true;
    while (this.unheard.size > 0) {
      const channels = [...this.unheard].map((id) => `tongxiu_bus_${id}`);
      this.unheard.clear();
      await this.session.query('select pg_notify(channel, $2) from unnest($1::text[]) channel', [channels, '']).catch(() => undefined);
    }
    this.ringing = false;
  }
}
