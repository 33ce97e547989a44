import { Controller } from '@nestjs/common';
import { Reaction, type Received, type Tx } from '@tongxiu/messaging';
import { FollowCases, followedEvents, type FollowedEvent } from '../../app/cases/follow-cases.js';

/** What review and sync tell about a case, for the applicant who asks how far it has come. */
@Controller()
export class CaseStepsConsumer {
  constructor(private readonly followCases: FollowCases) {}

  @Reaction({ name: 'intake.follow-case', gatherMs: 40 }, ...followedEvents)
  async on(received: readonly Received<FollowedEvent>[], tx: Tx): Promise<void> {
    await this.followCases.run(
      received.map(({ data }) => data),
      tx,
    );
  }
}
