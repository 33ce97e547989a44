import { Controller } from '@nestjs/common';
import { RepairApprovedV1 } from '@tongxiu/contracts';
import { Clock } from '@tongxiu/hosting';
import { Reaction, type Received, type Tx } from '@tongxiu/messaging';
import { EndPublications } from '../../app/end-publications.js';
import type { Repaired } from '../../domain/happening.js';

@Controller()
export class ReviewFactsConsumer {
  constructor(
    private readonly endPublications: EndPublications,
    private readonly clock: Clock,
  ) {}

  @Reaction('publicity.end-publications', RepairApprovedV1)
  async on(received: readonly Received<RepairApprovedV1>[], tx: Tx): Promise<void> {
    const repairs = received.map(({ event, data }) => repaired(event.id, data));
    await this.endPublications.run(repairs, this.clock.now(), tx);
  }
}

function repaired(eventId: string, data: RepairApprovedV1): Repaired {
  const { recordKey, recordRevision, caseId, organCode, organName, rulebook, effects, decidedAt } = data;
  return { what: 'repaired', eventId, recordKey, recordRevision, caseId, organCode, organName, rulebook, effects, decidedAt };
}
