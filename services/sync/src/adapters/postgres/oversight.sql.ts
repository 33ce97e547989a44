export const lanes = `
  select s.id, s.tier, s.name, s.kinds, s.configured, l.breaker, l.failures, l.last_error, l.last_error_at,
    case when l.failures > 0 then l.resume_at end as resume_at,
    waiting.count + open.open as open, open.parked, least(waiting.due_at, open.due_at) as due_at,
    least(waiting.received_at, open.received_at) as received_at,
    unread.count as unread, r.differences, breached.count as breaches
  from site s join lane l using (site_no) join read_back r using (site_no)
  cross join lateral (
    select count(*)::int as count, min(c.due_at) as due_at, min(c.received_at) as received_at
    from change c where c.id > l.sent_through and c.kind = any(s.kinds) and not c.outdated
  ) waiting
  cross join lateral (
    select count(*) filter (where e.state in ('due', 'accepted'))::int as open, count(*) filter (where e.state = 'parked')::int as parked,
      min(c.due_at) filter (where e.state <> 'applied') as due_at, min(c.received_at) filter (where e.state <> 'applied') as received_at
    from effect e join change c on c.id = e.change_id where e.site_no = s.site_no and e.next_attempt_at is not null
  ) open
  cross join lateral (
    select count(*)::int as count from effect e
    where e.site_no = s.site_no and (e.change_id > r.verified_through or e.next_attempt_at is not null) and e.state = 'applied'
  ) unread
  cross join lateral (select count(*)::int as count from breach b where b.site_no = s.site_no) breached
  order by s.site_no`;

const effectColumns = `
  c.id, c.record_key, c.version, c.due_at, e.state as stored, e.attempts, e.next_attempt_at, e.receipt_no, e.code, e.note,
  exists (select from dispatch d where d.site_no = s.site_no and c.id = any(d.change_ids)) as dispatched`;

/** Few: found by the index of what is open. */
export const openEffectsOf = `
  select ${effectColumns} from site s join effect e using (site_no) join change c on c.id = e.change_id
  where s.id = $1 and e.change_id > $2 and e.next_attempt_at is not null and e.state = $3 order by c.id limit $4`;

/** What has no row yet, and what is to be tried again. */
export const dueEffectsOf = `
  select ${effectColumns} from site s join lane l using (site_no)
  join change c on c.id > $2 and c.kind = any(s.kinds) and not c.outdated
  left join effect e on e.site_no = s.site_no and e.change_id = c.id
  where s.id = $1 and (c.id > l.sent_through or e.next_attempt_at is not null) and coalesce(e.state, 'due') = 'due'
  order by c.id limit $3`;

export const sentEffectsOf = `
  select ${effectColumns} from site s join dispatch sent using (site_no) join change c on c.id = any(sent.change_ids)
  left join effect e on e.site_no = s.site_no and e.change_id = c.id
  where s.id = $1 and c.id > $2 order by c.id limit $3`;

export const closedEffectsOf = `
  select ${effectColumns} from site s join effect e using (site_no) join change c on c.id = e.change_id
  where s.id = $1 and e.change_id > $2 and e.state = $3 order by e.change_id limit $4`;

/** What a site had dealt with before its due time was counted again is judged by the one it had then; looked up only for what is late. */
const lateByThen = `coalesce(
  (select r.old_due_at from clock_recount r where r.change_id = c.id and r.at > e.acknowledged_at and r.old_due_at is not null order by r.id limit 1),
  c.due_at)`;

export const stateCounts = `
  select s.id, s.tier, e.state, count(*)::int as count,
    count(*) filter (where e.applied_at >= c.due_at and c.id > s.joined_after and e.applied_at >= ${lateByThen})::int as late
  from site s join effect e using (site_no) join change c on c.id = e.change_id group by s.id, s.tier, e.state
  union all
  select s.id, s.tier, 'due', count(c.id)::int, count(c.id) filter (where c.due_at <= now() and c.id > s.joined_after)::int
  from site s join lane l using (site_no) left join change c on c.id > l.sent_through and c.kind = any(s.kinds) and not c.outdated
  where s.configured group by s.id, s.tier`;

export const repairTimes = `
  select s.id, count(ms)::int as repairs, percentile_disc(0.5) within group (order by ms) as p50,
    percentile_disc(0.99) within group (order by ms) as p99
  from site s left join lateral (
    select extract(epoch from e.applied_at - c.clock_started_at) * 1000 as ms
    from effect e join change c on c.id = e.change_id
    where e.site_no = s.site_no and e.applied_at is not null and c.case_id is not null
    order by e.change_id desc limit $1
  ) last on true
  group by s.id`;

export const retry = `
  with asked as (
    select s.site_no, c.id, e.state from site s join change c on c.record_key = $2 and c.version = $3 and c.kind = any(s.kinds)
    left join effect e on e.site_no = s.site_no and e.change_id = c.id where s.id = $1
  ), taken as (
    update effect e set state = 'due', next_attempt_at = now(), attempts = 0, code = 'TAKEN_UP_AGAIN', note = 'an operator asked for another attempt'
    from asked where e.site_no = asked.site_no and e.change_id = asked.id and e.state in ('due', 'parked') returning e.change_id
  )
  select asked.state, exists (select from taken) as taken from asked`;
