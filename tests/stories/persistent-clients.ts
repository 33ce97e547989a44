import { call, chunks, Refused, reviewerOf, type Platform, type SampleCase, type SampleRecord } from '@tongxiu/demo';
import { eventually } from '@tongxiu/testkit';
import type { ExpectedStep } from '@tongxiu/demo';

const patience = { timeoutMs: 60_000, intervalMs: 25 };

/** What was acknowledged, per record and in order: only that counts when the sites are judged. */
export type Asked = Map<string, ExpectedStep[]>;

/** A client that was cut off does not know whether it was heard, so it asks again; only a refusal is an answer. */
export async function persistently<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  let refusal: Refused | undefined;
  const answer = await eventually(async () => {
    try {
      return { done: await work() };
    } catch (cause) {
      if (!(cause instanceof Refused) || cause.status >= 500 || cause.status === 429) throw cause;
      refusal = cause;
      return { done: undefined };
    }
  }, patience);
  if (refusal !== undefined) throw refusal;
  return answer.done as Answer;
}

const note = (asked: Asked, recordKey: string, state: ExpectedStep['state'], acknowledgedAt: string): void => {
  asked.set(recordKey, [...(asked.get(recordKey) ?? []), { state, acknowledgedAt }]);
};

/** Pushes rows of the given records in small batches, each until it is acknowledged. */
export async function pushPersistently(
  platform: Platform,
  records: readonly SampleRecord[],
  rowOf: (record: SampleRecord) => unknown,
  state: 'shown' | 'removed',
  asked: Asked,
): Promise<void> {
  for (const ofOrgan of Map.groupBy(records, ({ organ }) => organ.code).values()) {
    for (const part of chunks(ofOrgan, 5)) {
      const answer = await persistently(async () => {
        const token = await platform.token('department', part[0]?.organ);
        return call<{ rejected: unknown[] }>('POST', `${platform.urls.intake}/records/batch`, token, part.map(rowOf));
      });
      if (answer.rejected.length > 0) throw new Error(`rows were rejected: ${JSON.stringify(answer.rejected)}`);
      const acknowledgedAt = new Date().toISOString();
      for (const { recordKey } of part) note(asked, recordKey, state, acknowledgedAt);
    }
  }
}

interface Result {
  readonly stage?: string;
  readonly code?: string;
  readonly decidedAt?: string;
}

/** Approves cases a few at a time. A case that was approved by a request whose answer was lost answers that the step was taken. */
export async function approvePersistently(platform: Platform, cases: readonly SampleCase[], asked: Asked): Promise<void> {
  for (const [organ, ofOrgan] of Map.groupBy(cases, (each) => reviewerOf(platform, each))) {
    for (const part of chunks(ofOrgan, 5)) {
      const findings = { corrected: true, obligationsPerformed: true, commitmentPublishable: true, untrue: false };
      const decisions = part.map(({ caseId }) => ({ caseId, decision: 'approve', findings }));
      const { results } = await persistently(async () =>
        call<{ results: readonly Result[] }>('POST', `${platform.urls.review}/reviews/decisions`, await platform.token('reviewer', organ), {
          decisions,
        }),
      );
      for (const [index, { record }] of part.entries()) {
        const result = results[index];
        const approved = result?.stage === 'approved' || result?.code === 'step-not-allowed';
        if (!approved) throw new Error(`a repair was not approved: ${JSON.stringify(result)}`);
        note(asked, record.recordKey, 'withdrawn', result.decidedAt ?? new Date().toISOString());
      }
    }
  }
}
