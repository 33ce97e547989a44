import type { PublicationCause, PublicationState, RecordKind, Tier, Wording } from '@tongxiu/contracts';
import type pg from 'pg';
import { workingDaysToShow } from '../../app/deadlines.js';
import { Timelines, type ClockRecount, type RecordTimeline, type TimelineSite, type TimelineVersion } from '../../app/record-timeline.js';
import { dueTimeFor, effectState, isLate } from '../../domain/effect-state.js';
import type { EffectState } from '../../domain/effect.js';

interface VersionRow {
  readonly id: string;
  readonly version: number;
  readonly kind: RecordKind;
  readonly state: PublicationState;
  readonly outdated: boolean;
  readonly cause: string;
  readonly clock_started_at: Date;
  readonly changed_at: Date;
  readonly received_at: Date;
  readonly due_at: Date | null;
  readonly calendar: string;
  readonly provisional: boolean;
  /** Instants as PostgreSQL writes them into JSON. */
  readonly recounts: readonly ClockRecount[];
}

interface SiteRow {
  readonly change_id: string;
  readonly site: string;
  readonly tier: Tier;
  readonly name: Wording;
  readonly stored: EffectState | null;
  readonly attempts: number | null;
  readonly sent_at: Date | null;
  readonly applied_at: Date | null;
  readonly acknowledged_at: Date | null;
  readonly verified_at: Date | null;
  /** A parked effect waits for a person: its next attempt is `infinity`, which the driver reads as a number. */
  readonly next_attempt_at: Date | number | null;
  readonly receipt_no: string | null;
  readonly code: string | null;
  readonly note: string | null;
  readonly dispatched_at: Date | null;
  readonly clocked: boolean;
  readonly breached: boolean;
  readonly failures: number;
  readonly last_error: string | null;
}

export class SqlTimelines extends Timelines {
  constructor(private readonly pool: pg.Pool) {
    super();
  }

  async of(recordKey: string, now: string): Promise<RecordTimeline | undefined> {
    const versions = await this.pool.query<VersionRow>(versionsOf, [recordKey]);
    const [first] = versions.rows;
    if (first === undefined) return undefined;
    const sites = await this.pool.query<SiteRow>(sitesOf, [recordKey]);
    const nowMs = Date.parse(now);
    return { recordKey, kind: first.kind, versions: versions.rows.map((row) => versionOf(row, sites.rows, nowMs)) };
  }
}

const versionsOf = `
  select id, version, kind, state, outdated, cause, clock_started_at, changed_at, received_at, due_at, calendar, provisional,
    (select coalesce(json_agg(json_build_object('at', r.at, 'from', json_build_object('calendar', r.old_calendar, 'dueAt', r.old_due_at),
                                                'to', json_build_object('calendar', r.new_calendar, 'dueAt', r.new_due_at)) order by r.id), '[]')
     from clock_recount r where r.change_id = change.id) as recounts
  from change where record_key = $1 order by version`;

const sitesOf = `
  select c.id as change_id, s.id as site, s.tier, s.name, e.state as stored, e.attempts, e.sent_at, e.applied_at, e.acknowledged_at,
    e.verified_at, e.next_attempt_at, e.receipt_no, e.code, e.note, d.sent_at as dispatched_at, c.id > s.joined_after as clocked,
    exists (select from breach b where b.site_no = s.site_no and b.change_id = c.id) as breached, l.failures, l.last_error
  from change c
  join site s on c.kind = any(s.kinds)
  join lane l using (site_no)
  left join effect e on e.site_no = s.site_no and e.change_id = c.id
  left join lateral (
    select sent_at from dispatch d where d.site_no = s.site_no and c.id = any(d.change_ids) order by sent_at desc limit 1
  ) d on true
  where c.record_key = $1 and (s.configured or e.change_id is not null)
  order by c.version, s.site_no`;

function versionOf(row: VersionRow, sites: readonly SiteRow[], nowMs: number): TimelineVersion {
  return {
    version: row.version,
    state: row.state,
    outdated: row.outdated,
    cause: JSON.parse(row.cause) as PublicationCause,
    changedAt: row.changed_at.toISOString(),
    receivedAt: row.received_at.toISOString(),
    clock: {
      startedAt: row.clock_started_at.toISOString(),
      workingDays: workingDaysToShow,
      dueAt: row.due_at?.toISOString() ?? null,
      calendar: row.calendar,
      provisional: row.provisional,
      leftMs: row.due_at === null ? null : row.due_at.getTime() - nowMs,
      rules: ['H-038', 'H-067'],
      recounts: row.recounts.map(readRecount),
    },
    sites: sites.filter(({ change_id }) => change_id === row.id).map((site) => siteOf(row, site, nowMs)),
  };
}

const instant = (text: string): string => new Date(text).toISOString();

const readRecount = ({ at, from, to }: ClockRecount): ClockRecount => ({
  at: instant(at),
  from: { calendar: from.calendar, dueAt: from.dueAt === null ? null : instant(from.dueAt) },
  to: { calendar: to.calendar, dueAt: instant(to.dueAt) },
});

function siteOf(version: VersionRow, row: SiteRow, nowMs: number): TimelineSite {
  const state = effectState({ stored: row.stored, dispatched: row.dispatched_at !== null, outdated: version.outdated });
  const recounts = version.recounts.map(({ at, from }) => ({
    atMs: Date.parse(at),
    dueBeforeMs: from.dueAt === null ? null : Date.parse(from.dueAt),
  }));
  const dealtWithAtMs = row.applied_at === null ? undefined : row.acknowledged_at?.getTime();
  const dueAtMs = row.clocked ? dueTimeFor(version.due_at?.getTime(), recounts, dealtWithAtMs) : undefined;
  const waiting = row.stored === null && state === 'due';
  return {
    site: row.site,
    tier: row.tier,
    name: row.name,
    state,
    attempts: row.attempts ?? (state === 'sent' ? 1 : waiting ? row.failures : 0),
    sentAt: (row.dispatched_at ?? row.sent_at)?.toISOString() ?? null,
    appliedAt: row.applied_at?.toISOString() ?? null,
    acknowledgedAt: row.acknowledged_at?.toISOString() ?? null,
    verifiedAt: row.verified_at?.toISOString() ?? null,
    receiptNo: row.receipt_no,
    late: row.breached || isLate({ dueAtMs, appliedAtMs: row.applied_at?.getTime(), state }, nowMs),
    code: row.code,
    note: row.note ?? (waiting && row.failures > 0 ? row.last_error : null),
    nextAttemptAt: row.next_attempt_at instanceof Date ? row.next_attempt_at.toISOString() : null,
  };
}
