import type { BulletinEntry, PublicationState } from '@tongxiu/contracts';
import { builtInCalendar, due, type CalendarEdition, type Due } from '@tongxiu/working-days';

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
  /** Keys of the records it shows now, with the version shown; without those it showed before. */
  readonly shown: ReadonlyMap<string, number>;
  /** Of the records it showed before: the version it showed then, and the one it shows now, if any. */
  readonly earlier?: ReadonlyMap<string, { readonly before: number; readonly now: number | undefined }>;
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
  /** In force, but with no due time to hold it against: the calendar lacks a year. */
  readonly provisional: readonly string[];
  /** How many changes the public page bears out: those of records it now shows, or no longer shows, as the bulletin says last. */
  readonly borneOut: number;
}

/**
 * The oracle: holds what was asked for against what a site shows and says it did. It knows nothing of our own services, and counts days
 * itself; only which days are worked it takes from the calendar it is given.
 * A version that was overtaken before it was delivered may be missing; the last one may not.
 */
export function judgeSite(
  expectations: ReadonlyMap<string, Expectation>,
  site: SiteEvidence,
  calendar: CalendarEdition = builtInCalendar,
): SiteFindings {
  const byRecord = Map.groupBy(site.bulletin, ({ recordKey }) => recordKey);
  const findings = {
    lost: [] as string[],
    doubled: [] as string[],
    outOfOrder: [] as string[],
    late: [] as string[],
    phantom: [] as string[],
    provisional: [] as string[],
  };
  let expectedShown = 0;
  for (const expectation of expectations.values()) {
    const last = expectation.steps.at(-1);
    if (last?.state === 'shown') expectedShown += 1;
    judgeRecord(expectation, byRecord.get(expectation.recordKey) ?? [], site.shown, calendar, findings);
  }
  for (const recordKey of new Set([...byRecord.keys(), ...site.shown.keys()])) {
    if (!expectations.has(recordKey)) findings.phantom.push(recordKey);
  }
  // What the bulletin says of an earlier record is judged above; here, what the page did without saying so.
  for (const [recordKey, { before, now }] of site.earlier ?? []) {
    if (byRecord.has(recordKey) || now === before) continue;
    findings[now === undefined ? 'lost' : 'phantom'].push(recordKey);
  }
  return { expectedShown, borneOut: borneOut(byRecord, site.shown), ...findings };
}

function borneOut(byRecord: ReadonlyMap<string, readonly BulletinEntry[]>, shown: SiteEvidence['shown']): number {
  const sound = [...byRecord].filter(([recordKey, entries]) => {
    const last = entries.at(-1);
    return shown.get(recordKey) === (last?.state === 'shown' ? last.version : undefined);
  });
  return sound.reduce((sum, [, entries]) => sum + entries.length, 0);
}

function judgeRecord(
  { recordKey, steps }: Expectation,
  entries: readonly BulletinEntry[],
  shown: ReadonlyMap<string, number>,
  calendar: CalendarEdition,
  findings: Record<'lost' | 'doubled' | 'outOfOrder' | 'late' | 'phantom' | 'provisional', string[]>,
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
    if (step?.state !== state) {
      findings.phantom.push(name);
      continue;
    }
    const { dueAt } = dueOf(step, calendar);
    if (dueAt === null) findings.provisional.push(name);
    else if (appliedAtMs >= Date.parse(dueAt)) findings.late.push(name);
  }
}

const remembered = new WeakMap<CalendarEdition, Map<number, Due>>();

/** One working day by a calendar; without a due time where a year is needed that it does not cover. */
export function dueOf({ acknowledgedAt }: ExpectedStep, calendar: CalendarEdition): Due {
  const byHour = remembered.get(calendar) ?? new Map<number, Due>();
  remembered.set(calendar, byHour);
  const hour = Math.floor(Date.parse(acknowledgedAt) / 3_600_000);
  const found = byHour.get(hour) ?? due(calendar, acknowledgedAt, 1);
  byHour.set(hour, found);
  return found;
}
