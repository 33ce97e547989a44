import type { Tx } from '@tongxiu/messaging';
import { Clocks, type CountedClock, type ProvisionalClock } from '../../app/watch-clocks.js';
import { numberArray, textArray } from './arrays.js';

/** Any constant will do, as long as nothing else in the database uses it. */
const clockLock = 7_243_004;

export class SqlClocks extends Clocks {
  /** `breached` is told, by the id of the site, of breaches that were new and are committed. */
  constructor(private readonly breached: (site: string, count: number) => void = () => undefined) {
    super();
  }

  async claim(tx: Tx): Promise<boolean> {
    const [row] = await tx.query<{ mine: boolean }>('select pg_try_advisory_xact_lock($1) as mine', [clockLock]);
    return row?.mine === true;
  }

  async noteBreaches(now: string, tx: Tx): Promise<number> {
    const waiting = await tx.query<{ site: string }>(waitingTooLong, [now]);
    const open = await tx.query<{ site: string }>(openTooLong, [now]);
    const overtaken = await tx.query<{ site: string }>(overtakenTooLong, [now]);
    const all = [...waiting, ...open, ...overtaken];
    const noted = Map.groupBy(all, ({ site }) => site);
    tx.afterCommit(() => noted.forEach((ofSite, site) => this.breached(site, ofSite.length)));
    return all.length;
  }

  async provisional(limit: number, tx: Tx): Promise<readonly ProvisionalClock[]> {
    const rows = await tx.query<{ id: string; clock_started_at: Date }>(
      `select id, clock_started_at from change where provisional order by id limit $1`,
      [limit],
    );
    return rows.map(({ id, clock_started_at }) => ({ changeId: Number(id), clockStartedAt: clock_started_at.toISOString() }));
  }

  async recount(clocks: readonly CountedClock[], tx: Tx): Promise<void> {
    await tx.query(
      `update change c set due_at = counted.due_at, calendar = counted.calendar, provisional = false
       from unnest($1::bigint[], $2::timestamptz[], $3::text[]) as counted (id, due_at, calendar) where c.id = counted.id`,
      [
        numberArray(clocks.map(({ changeId }) => changeId)),
        textArray(clocks.map(({ dueAt }) => dueAt)),
        textArray(clocks.map(({ calendar }) => calendar)),
      ],
    );
  }
}

const noted = `on conflict do nothing returning (select id from site where site.site_no = breach.site_no) as site`;

/** What lies after a lane's position has no effect row; what a site was brought up to when it joined has no clock. */
const waitingTooLong = `
  insert into breach (site_no, change_id, due_at)
  select s.site_no, c.id, c.due_at
  from site s join lane l using (site_no)
  join change c on c.id > l.sent_through and c.id > s.joined_after and c.kind = any(s.kinds) and not c.outdated
  where s.configured and c.due_at <= $1::timestamptz ${noted}`;

/** What was confirmed in time and lost by the site later is sent again, but was not late. */
const openTooLong = `
  insert into breach (site_no, change_id, due_at)
  select e.site_no, c.id, c.due_at
  from effect e join change c on c.id = e.change_id join site s on s.site_no = e.site_no
  where e.next_attempt_at is not null and e.state in ('due', 'accepted', 'parked') and c.id > s.joined_after
    and c.due_at <= $1::timestamptz and (e.verified_at is null or e.verified_at >= c.due_at) ${noted}`;

/** A newer version that is itself not yet applied moves no due time: the older one it was sent instead of keeps its own. */
const overtakenTooLong = `
  insert into breach (site_no, change_id, due_at)
  select distinct e.site_no, older.id, older.due_at
  from effect e join change c on c.id = e.change_id join site s on s.site_no = e.site_no
  join change older on older.record_key = c.record_key and older.version < c.version and not older.outdated
  join effect instead on instead.site_no = e.site_no and instead.change_id = older.id
  where e.next_attempt_at is not null and e.state in ('due', 'accepted', 'parked') and instead.state = 'superseded'
    and older.id > s.joined_after and older.due_at <= $1::timestamptz
    and not exists (
      select from change n join effect ne on ne.site_no = e.site_no and ne.change_id = n.id
      where n.record_key = c.record_key and n.version >= older.version and ne.applied_at is not null
    ) ${noted}`;
