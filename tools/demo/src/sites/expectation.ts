import type { BulletinEntry, PublicationState } from '@tongxiu/contracts';
import { builtInCalendar, due } from '@tongxiu/working-days';

/** What departments and reviewers did to one record, in order: the n-th state is its version n. */
export interface Expectation {
  readonly recordKey: string;
  readonly steps: readonly ExpectedStep[];
}

export interface ExpectedStep {
  readonly state: PublicationState;
  /** Start of the one-working-day clock: when we were told the push was taken, or the repair approved. */
  readonly acknowledgedAt: string;
}

/** What one site itself tells the public. */
export interface SiteEvidence {
  readonly bulletin: readonly BulletinEntry[];
  /** Keys of the records it shows now, with the version shown. */
  readonly shown: ReadonlyMap<string, number>;
}

/** Record keys (with a version where it matters) for each way a site can be wrong; all empty when it is right. */
export interface SiteFindings {
  readonly expectedShown: number;
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  readonly outOfOrder: readonly string[];
  readonly late: readonly string[];
  /** Shown or changed without anybody having asked for it. */
  readonly phantom: readonly string[];
}

/**
 * The oracle: holds what was asked for against what a site shows and says it did. It knows nothing of our own services.
 * A version that was overtaken before it was delivered may be missing; the last one may not.
 */
export function judgeSite(expectations: ReadonlyMap<string, Expectation>, site: SiteEvidence): SiteFindings {
  const byRecord = Map.groupBy(site.bulletin, ({ recordKey }) => recordKey);
  const findings = {
    lost: [] as string[],
    doubled: [] as string[],
    outOfOrder: [] as string[],
    late: [] as string[],
    phantom: [] as string[],
  };
  let expectedShown = 0;
  for (const expectation of expectations.values()) {
    const last = expectation.steps.at(-1);
    if (last?.state === 'shown') expectedShown += 1;
    judgeRecord(expectation, byRecord.get(expectation.recordKey) ?? [], site.shown, findings);
  }
  for (const recordKey of [...byRecord.keys(), ...site.shown.keys()]) {
    if (!expectations.has(recordKey)) findings.phantom.push(recordKey);
  }
  return { expectedShown, ...findings };
}

function judgeRecord(
  { recordKey, steps }: Expectation,
  entries: readonly BulletinEntry[],
  shown: ReadonlyMap<string, number>,
  findings: { lost: string[]; doubled: string[]; outOfOrder: string[]; late: string[]; phantom: string[] },
): void {
  const last = steps.at(-1);
  const final = entries.at(-1);
  const shows = shown.has(recordKey);
  if (final?.state !== last?.state || final?.version !== steps.length || shows !== (last?.state === 'shown')) findings.lost.push(recordKey);
  const seen = new Set<number>();
  let highest = 0;
  for (const { version, state, appliedAtMs } of entries) {
    const name = `${recordKey} v${version}`;
    if (seen.has(version)) findings.doubled.push(name);
    else if (version < highest) findings.outOfOrder.push(name);
    seen.add(version);
    highest = Math.max(highest, version);
    const step = steps[version - 1];
    if (step?.state !== state) findings.phantom.push(name);
    else if (appliedAtMs >= dueMsOf(step.acknowledgedAt)) findings.late.push(name);
  }
}

const dueMsByDay = new Map<string, number>();

/** One working day by the calendar; a day whose year is not covered has no due time yet and cannot be late. */
function dueMsOf(acknowledgedAt: string): number {
  const day = acknowledgedAt.slice(0, 13);
  const known = dueMsByDay.get(day);
  if (known !== undefined) return known;
  const { dueAt } = due(builtInCalendar, acknowledgedAt, 1);
  const dueMs = dueAt === null ? Number.POSITIVE_INFINITY : Date.parse(dueAt);
  dueMsByDay.set(day, dueMs);
  return dueMs;
}
