import type { SampleOrgan } from '@tongxiu/stack';
import type { SampleCase } from './apply.js';
import { call, chunks, inParallel, type Platform } from './platform.js';

interface Results {
  readonly results: readonly { readonly caseId: string; readonly stage?: string; readonly decidedAt?: string; readonly errors?: unknown }[];
}

/** Channel B cases are reviewed by Credit China, all others by the organ that decided, listed or designated. */
export const reviewerOf = (platform: Platform, { record }: SampleCase): SampleOrgan =>
  record.kind === 'penalty' && !record.organ.marketRegulation ? platform.creditChina : record.organ;

const approval = { corrected: true, obligationsPerformed: true, commitmentPublishable: true, untrue: false };

/** Waits until a reviewer sees the cases, by asking again: the application travels over the bus. */
export async function acceptCases(platform: Platform, cases: readonly SampleCase[], progress: (done: number) => void): Promise<void> {
  await byReviewer(platform, cases, async (part, token) => {
    let waiting = part.map(({ caseId }) => caseId);
    while (waiting.length > 0) {
      const { results } = await call<Results>('POST', `${platform.urls.review}/reviews/acceptances`, token, { caseIds: waiting });
      const left = results.filter(({ stage }) => stage !== 'accepted').map(({ caseId }) => caseId);
      progress(waiting.length - left.length);
      if (left.length === waiting.length) await new Promise((resolve) => setTimeout(resolve, 50));
      waiting = left;
    }
  });
}

export interface Approved {
  readonly case: SampleCase;
  readonly decidedAt: string;
}

export async function approveCases(
  platform: Platform,
  cases: readonly SampleCase[],
  approved: (done: readonly Approved[]) => void,
): Promise<void> {
  await byReviewer(platform, cases, async (part, token) => {
    const decisions = part.map(({ caseId }) => ({ caseId, decision: 'approve', findings: approval }));
    const { results } = await call<Results>('POST', `${platform.urls.review}/reviews/decisions`, token, { decisions });
    const done = part.map((each, index) => {
      const result = results[index];
      if (result?.stage !== 'approved') throw new Error(`a repair of the sample was not approved: ${JSON.stringify(result)}`);
      return { case: each, decidedAt: result.decidedAt ?? new Date().toISOString() };
    });
    approved(done);
  });
}

async function byReviewer(
  platform: Platform,
  cases: readonly SampleCase[],
  work: (part: readonly SampleCase[], token: string) => Promise<void>,
): Promise<void> {
  const groups = [...Map.groupBy(cases, (each) => reviewerOf(platform, each)).entries()];
  const parts = groups.flatMap(([organ, ofOrgan]) => [...chunks(ofOrgan, 500)].map((part) => ({ organ, part })));
  await inParallel(parts, 3, async ({ organ, part }) => {
    await work(part, await platform.token('reviewer', organ));
  });
}
