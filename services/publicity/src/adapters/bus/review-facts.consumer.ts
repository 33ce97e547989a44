import { Controller } from '@nestjs/common';
import { RepairApprovedV1, RepairRevokedV1 } from '@tongxiu/contracts';
import { Clock } from '@tongxiu/hosting';
import { Reaction, type Received, type Tx } from '@tongxiu/messaging';
import { localDate } from '@tongxiu/working-days';
import { EndPublications } from '../../app/end-publications.js';
import type { Repaired, Revoked } from '../../domain/happening.js';

@Controller()
export class ReviewFactsConsumer {
  constructor(
    private readonly endPublications: EndPublications,
    private readonly clock: Clock,
  ) {}

  /** Both in one reaction: a repair and its revocation are told in order, and taken in that order. */
  @Reaction('publicity.end-publications', RepairApprovedV1, RepairRevokedV1)
  async on(received: readonly Received<RepairApprovedV1 | RepairRevokedV1>[], tx: Tx): Promise<void> {
    const now = this.clock.now();
    const decisions = received.map(({ event, data }) =>
      'decidedAt' in data ? repaired(event.id, data) : revoked(event.id, data, localDate(now)),
    );
    await this.endPublications.run(decisions, now, tx);
  }
}

function repaired(eventId: string, data: RepairApprovedV1): Repaired {
  const { recordKey, recordRevision, caseId, organCode, organName, rulebook, effects, decidedAt } = data;
  return { what: 'repaired', eventId, recordKey, recordRevision, caseId, organCode, organName, rulebook, effects, decidedAt };
}

function revoked(eventId: string, data: RepairRevokedV1, heardOn: string): Revoked {
  const { recordKey, recordRevision, caseId, organCode, organName, rulebook, at } = data;
  return { what: 'revoked', eventId, recordKey, recordRevision, caseId, organCode, organName, rulebook, decidedAt: at, heardOn };
}
