/** What is open is few among many that are closed, and is read by index whatever the statistics say. */
export const claim = `select pg_try_advisory_xact_lock($1) as mine, set_config('enable_seqscan', 'off', true)`;

/** What lies after a lane's position has no effect row; what a site was brought up to when it joined has no clock. */
const waiting = `c.id > l.sent_through and c.id > s.joined_after and c.kind = any(s.kinds) and not c.outdated`;

const open = `e.next_attempt_at is not null and e.state in ('due', 'accepted', 'parked')`;

/** A newer version that is itself not yet applied moves no due time: the older one it was sent instead of keeps its own. */
const overtaken = `
  from effect e join change c on c.id = e.change_id join site s on s.site_no = e.site_no
  join change older on older.record_key = c.record_key and older.version < c.version and not older.outdated
  join effect instead on instead.site_no = e.site_no and instead.change_id = older.id
  where ${open} and instead.state = 'superseded' and older.id > s.joined_after
    and not exists (
      select from change n join effect ne on ne.site_no = e.site_no and ne.change_id = n.id
      where n.record_key = c.record_key and n.version >= older.version and ne.applied_at is not null
    )`;

const noted = `on conflict do nothing returning (select id from site where site.site_no = breach.site_no) as site`;

export const waitingTooLong = `
  insert into breach (site_no, change_id, due_at)
  select s.site_no, c.id, c.due_at
  from site s join lane l using (site_no) join change c on ${waiting}
  where s.configured and c.due_at <= $1::timestamptz ${noted}`;

/** What was confirmed in time and lost by the site later is sent again, but was not late. */
export const openTooLong = `
  insert into breach (site_no, change_id, due_at)
  select e.site_no, c.id, c.due_at
  from effect e join change c on c.id = e.change_id join site s on s.site_no = e.site_no
  where ${open} and c.id > s.joined_after and c.due_at <= $1::timestamptz and (e.verified_at is null or e.verified_at >= c.due_at) ${noted}`;

export const overtakenTooLong = `
  insert into breach (site_no, change_id, due_at)
  select distinct e.site_no, older.id, older.due_at ${overtaken} and older.due_at <= $1::timestamptz ${noted}`;

/** A breach is never re-based, and its change has one due time; `limit 1` keeps the look-up by key whatever the statistics say. */
const unbreached = `(select true from breach b where b.site_no = any(array(select site_no from site)) and b.change_id = c.id limit 1) is null`;

/**
 * Clocks by another edition than $1: those without a due time wherever they are, and those that run. The latter are found where breaches
 * are found, after a lane's position and among the open effects, so that what is closed is never read. A page in the order of numbers,
 * after $2.
 */
export const toRecount = `
  with running as materialized (
    select distinct e.change_id as id from effect e join site s on s.site_no = e.site_no
    where ${open} and e.verified_at is null and e.change_id > s.joined_after
    union
    select older.id ${overtaken}
  ), found as (
    (select c.id from change c where c.provisional and c.calendar <> $1 and c.id > $2::bigint order by c.id limit $3)
    union
    select behind.id from site s join lane l using (site_no) cross join lateral (
      select c.id from change c where ${waiting} and c.id > $2::bigint and c.calendar <> $1 and ${unbreached} order by c.id limit $3
    ) behind where s.configured
    union
    (select c.id from running join change c using (id) where c.id > $2::bigint and c.calendar <> $1 and ${unbreached} order by c.id limit $3)
  )
  select id, clock_started_at, calendar, due_at from found join change using (id) order by id limit $3`;

export const recount = `
  with counted as (
    select * from unnest($1::bigint[], $2::timestamptz[], $3::text[], $4::timestamptz[], $5::text[])
      as counted (id, due_at, calendar, old_due_at, old_calendar)
  ), moved as (
    update change c set due_at = counted.due_at, calendar = counted.calendar, provisional = false
    from counted where c.id = counted.id and c.calendar = counted.old_calendar and c.due_at is not distinct from counted.old_due_at
    returning c.id, counted.old_calendar, counted.old_due_at, c.calendar, c.due_at
  )
  insert into clock_recount (change_id, at, old_calendar, old_due_at, new_calendar, new_due_at)
  select id, $6, old_calendar, old_due_at, calendar, due_at from moved`;
