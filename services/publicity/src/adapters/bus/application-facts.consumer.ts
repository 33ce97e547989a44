import { Controller } from '@nestjs/common';
import {
  ApplicationAcceptedV1,
  ApplicationSubmittedV1,
  ApplicationWithdrawnV1,
  RepairRefusedV1,
  RepairRevokedV1,
  type EventClass,
} from '@tongxiu/contracts';
import { Clock } from '@tongxiu/hosting';
import { Reaction, type Received, type Tx } from '@tongxiu/messaging';
import { AppliedCases, type StepKind } from '../../app/applied-cases.js';
import { NoteDecisions } from '../../app/note-decisions.js';

type Decided = ApplicationAcceptedV1 | ApplicationWithdrawnV1 | RepairRefusedV1 | RepairRevokedV1;

const steps: readonly (readonly [EventClass, StepKind])[] = [
  [ApplicationAcceptedV1, 'accepted'],
  [ApplicationWithdrawnV1, 'withdrawn'],
  [RepairRefusedV1, 'refused'],
  [RepairRevokedV1, 'revoked'],
];
const stepOf = new Map(steps.map(([event, step]) => [event.type, step]));

@Controller()
export class ApplicationFactsConsumer {
  constructor(
    private readonly cases: AppliedCases,
    private readonly noteDecisions: NoteDecisions,
    private readonly clock: Clock,
  ) {}

  @Reaction('publicity.note-applications', ApplicationSubmittedV1)
  async submitted(received: readonly Received<ApplicationSubmittedV1>[], tx: Tx): Promise<void> {
    const cases = received.map(({ data: { caseId, recordKey, recordRevision, record, statements, submittedAt } }) => {
      const { subjectName, creditCode } = record;
      return { caseId, recordKey, recordRevision, subjectName, creditCode, publishable: statements.commitmentPublishable, submittedAt };
    });
    await this.cases.submitted(cases, tx);
  }

  @Reaction('publicity.note-decisions', ApplicationAcceptedV1, ApplicationWithdrawnV1, RepairRefusedV1, RepairRevokedV1)
  async decided(received: readonly Received<Decided>[], tx: Tx): Promise<void> {
    const taken = received.flatMap(({ event, data }) => {
      const what = stepOf.get(event.type);
      if (what === undefined) return [];
      const { caseId, recordKey, at } = data;
      return [{ what, caseId, recordKey, at, ...('reasons' in data ? { reasons: data.reasons } : {}) }];
    });
    await this.noteDecisions.run(taken, this.clock.now(), tx);
  }
}
