import { Controller } from '@nestjs/common';
import { OutcomeRecognisedV1, RecordListedV1, RecordRemovedV1 } from '@tongxiu/contracts';
import { Clock } from '@tongxiu/hosting';
import { Reaction, type Received, type Tx } from '@tongxiu/messaging';
import { localDate } from '@tongxiu/working-days';
import { FollowRegister } from '../../app/follow-register.js';
import { PublicityPeriods } from '../../app/publicity-periods.js';
import type { Listed, Recognised, Removed } from '../../domain/happening.js';
import { endedBefore } from '../../domain/publicity-period.js';

@Controller()
export class RegisterFactsConsumer {
  constructor(
    private readonly followRegister: FollowRegister,
    private readonly periods: PublicityPeriods,
    private readonly clock: Clock,
  ) {}

  @Reaction('publicity.follow-register', RecordListedV1, RecordRemovedV1, OutcomeRecognisedV1)
  async on(received: readonly Received<RecordListedV1 | RecordRemovedV1 | OutcomeRecognisedV1>[], tx: Tx): Promise<void> {
    const now = this.clock.now();
    const today = localDate(now);
    const entries = received.map(({ event, data }) =>
      'record' in data
        ? this.listed(event.id, data, today)
        : 'recognitionId' in data
          ? recognised(event.id, data)
          : removed(event.id, data),
    );
    await this.followRegister.run(entries, now, tx);
  }

  private listed(eventId: string, { recordKey, revision, record, receivedAt }: RecordListedV1, today: string): Listed {
    const { period, noticeRequired } = this.periods.of(record, today);
    const endedOn = endedBefore(today, period);
    return { what: 'listed', eventId, recordKey, revision, record, period, noticeRequired, endedOn, receivedAt };
  }
}

function removed(eventId: string, data: RecordRemovedV1): Removed {
  const { recordKey, revision, organCode, organName, removedOn, receivedAt } = data;
  return { what: 'removed', eventId, recordKey, revision, organCode, organName, removedOn, receivedAt };
}

const recognised = (eventId: string, data: OutcomeRecognisedV1): Recognised => ({ what: 'recognised', eventId, ...data });
