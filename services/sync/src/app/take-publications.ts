import { RepairOutcomeV1, type PublicationChangedV1, type SiteChange } from '@tongxiu/contracts';
import type { Fact, Outbox, Received, Tx } from '@tongxiu/messaging';
import type { Change } from '../domain/effect.js';
import { numberChanges, type Known } from '../domain/number-changes.js';
import type { Deadlines, DueTime } from './deadlines.js';

/** A change with everything that is kept about it for the timeline. */
export interface TakenChange extends Change {
  readonly caseId?: string | undefined;
  readonly clockStartedAt: string;
  readonly changedAt: string;
  readonly due: DueTime;
  readonly cause: string;
}

export interface TakenOutcome {
  readonly position: number;
  readonly changeId: number;
}

export interface Head {
  readonly changes: number;
  readonly outcomes: number;
}

export abstract class Changes {
  /** The last numbers given; held by this transaction until it ends, so that numbers follow the order of commits. */
  abstract lockHead(tx: Tx): Promise<Head>;
  abstract known(recordKeys: readonly string[], tx: Tx): Promise<Known>;
  abstract add(changes: readonly TakenChange[], outcomes: readonly TakenOutcome[], tx: Tx): Promise<void>;
}

export abstract class Wakes {
  /** These changes are committed: lanes and whoever waits for outcomes may go on. */
  abstract taken(changes: readonly Change[]): void;
}

/** Takes a batch of changed publications into the log: numbered, with their due times, and the outcomes integrators are told. */
export class TakePublications {
  constructor(
    private readonly changes: Changes,
    private readonly deadlines: Deadlines,
    private readonly outbox: Outbox,
    private readonly wakes: Wakes,
  ) {}

  async run(received: readonly Received<PublicationChangedV1>[], tx: Tx): Promise<void> {
    const head = await this.changes.lockHead(tx);
    const keys = [...new Set(received.map(({ data }) => data.recordKey))];
    const numbered = numberChanges(
      received.map(({ data }) => data),
      await this.changes.known(keys, tx),
      head.changes,
    );
    if (numbered.length === 0) return;
    const traceparents = new Map(received.map(({ event, data }) => [data, event.traceparent]));
    const dueTimes = await this.deadlines.dueTimes(numbered.map(({ data }) => data.clockStartedAt));
    const taken = numbered.map(({ id, data, outdated }, index): TakenChange => {
      const due = dueTimes[index];
      if (due === undefined) throw new Error('a change has no due time');
      return { ...changeOf(data, id, outdated, due), traceparent: traceparents.get(data) };
    });
    const told = numbered.filter(({ data, outdated }) => !outdated && isOutcome(data));
    const outcomes = told.map(({ id }, index): TakenOutcome => ({ position: head.outcomes + index + 1, changeId: id }));
    await this.changes.add(taken, outcomes, tx);
    await this.outbox.add(
      told.map(({ data }, index) => outcomeFact(data, head.outcomes + index + 1)),
      tx,
    );
    tx.afterCommit(() => this.wakes.taken(taken));
  }
}

/**
 * What is no longer shown, and what is shown again because the decision that ended it was taken back: whoever was told the one must be
 * told the other. Only such a decision names its rulebook; a listing is nobody's outcome.
 */
const isOutcome = ({ state, cause }: PublicationChangedV1): boolean => state !== 'shown' || cause.rulebook !== undefined;

function changeOf(data: PublicationChangedV1, id: number, outdated: boolean, due: DueTime): TakenChange {
  const { recordKey, version, kind, state, creditCode, record, effects, cause } = data;
  const siteChange: SiteChange = { recordKey, version, state, kind, creditCode, record, effects };
  return {
    id,
    recordKey,
    version,
    kind,
    state,
    outdated,
    body: JSON.stringify(siteChange),
    dueAtMs: due.dueAt === null ? undefined : Date.parse(due.dueAt),
    caseId: cause.caseId,
    clockStartedAt: data.clockStartedAt,
    changedAt: data.changedAt,
    due,
    cause: JSON.stringify(cause),
  };
}

function outcomeFact(data: PublicationChangedV1, position: number): Fact<RepairOutcomeV1> {
  const { recordKey, version, kind, creditCode, state, effects, cause } = data;
  const { organCode, rulebook, decidedAt } = cause;
  return {
    event: RepairOutcomeV1,
    key: recordKey,
    sequence: version,
    data: {
      position,
      recordKey,
      version,
      kind,
      creditCode,
      state,
      effects,
      organCode,
      ...(rulebook === undefined ? {} : { rulebook }),
      decidedAt,
    },
  };
}
