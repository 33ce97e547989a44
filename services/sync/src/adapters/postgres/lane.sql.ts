import { changeColumns, overtakenColumn } from './change-row.js';

export const laneState = `select sent_through, breaker, failures, resume_at from lane where site_no = $1`;

export const owed = `
  select c.record_key from effect e join change c on c.id = e.change_id
  where e.site_no = $1 and e.next_attempt_at is not null and e.state = 'accepted'`;

export const dispatches = `
  select batch_id, sent_at, through, change_ids, aside from dispatch where site_no = $1 order by sent_at`;

export const noteDispatch = `
  insert into dispatch (site_no, batch_id, sent_at, through, change_ids, aside)
  values ($1, $2, to_timestamp($3::float8), $4, $5::bigint[], $6)`;

export const forgetDispatch = `delete from dispatch where site_no = $1 and batch_id = $2`;

const doneWithDispatch = `
  with gone as (delete from dispatch where site_no = $1 and batch_id = $2),
       moved as (update lane set sent_through = $3 where site_no = $1 and sent_through < $3)`;

/**
 * What was open and is now applied is read back on its own account, since the reading-back has passed it. What had been confirmed once
 * and was lost by the site keeps the time it was applied first: the promise was kept then.
 */
const takeUp = `
  attempts = e.attempts + 1, sent_at = coalesce(excluded.sent_at, e.sent_at), acknowledged_at = coalesce(excluded.acknowledged_at, e.acknowledged_at),
  applied_at = case when e.verified_at is null then excluded.applied_at else e.applied_at end, receipt_no = coalesce(nullif(excluded.receipt_no, ''), e.receipt_no)`;

/** Nearly every answer is this one: everything applied. */
export const settleApplied = `
  ${doneWithDispatch}
  insert into effect as e (site_no, change_id, state, sent_at, acknowledged_at, receipt_no, applied_at)
  select $1, change_id, 'applied', to_timestamp($4::float8), to_timestamp($5::float8), receipt_no, applied_at
  from unnest($6::bigint[], $7::text[], $8::timestamptz[]) as answered (change_id, receipt_no, applied_at)
  on conflict (site_no, change_id) do update
  set state = 'applied', code = null, note = null, next_attempt_at = to_timestamp($5::float8), ${takeUp}`;

export const settle = `
  ${doneWithDispatch}
  insert into effect as e (site_no, change_id, sent_at, acknowledged_at, receipt_no, applied_at, state, code, note, next_attempt_at)
  select $1, change_id, case when sent then to_timestamp($4::float8) end, case when sent then to_timestamp($5::float8) end,
    receipt_no, applied_at, state, code, note, next_attempt_at
  from unnest($6::bigint[], $7::text[], $8::timestamptz[], $9::text[], $10::text[], $11::text[], $12::timestamptz[], $13::bool[])
    as answered (change_id, receipt_no, applied_at, state, code, note, next_attempt_at, sent)
  on conflict (site_no, change_id) do update
  set state = excluded.state, code = excluded.code, note = excluded.note,
      next_attempt_at = case when excluded.state = 'applied' then to_timestamp($5::float8) else excluded.next_attempt_at end, ${takeUp}`;

export const openEffects = `
  select ${changeColumns}, ${overtakenColumn}, e.state as effect_state, e.attempts
  from effect e join change c on c.id = e.change_id
  where e.site_no = $1 and e.next_attempt_at <= to_timestamp($2::float8) and e.state in ('due', 'accepted')
  order by e.next_attempt_at, e.change_id limit $3`;

export const openness = `
  select min(next_attempt_at) filter (where state in ('due', 'accepted')) as next, count(*)::int as count
  from effect where site_no = $1 and next_attempt_at is not null`;

/** One whose due time passed undelivered was late, whatever went in its place. */
export const supersedeOlder = `
  with gone as (
    update effect e set state = 'superseded', next_attempt_at = null, note = 'a newer version is at the site'
    from change older join change newer on newer.record_key = older.record_key and newer.version > older.version
    where e.site_no = $1 and e.next_attempt_at is not null and e.state in ('due', 'accepted', 'parked')
      and older.id = e.change_id and newer.id = any($2::bigint[])
    returning e.site_no, e.change_id, e.verified_at, older.record_key, older.due_at
  ), late as (
    insert into breach (site_no, change_id, due_at)
    select site_no, change_id, due_at from gone join site s using (site_no)
    where due_at <= to_timestamp($3::float8) and verified_at is null and change_id > s.joined_after
    on conflict do nothing returning change_id
  )
  select record_key, change_id in (select change_id from late) as late from gone`;

export const newestVersions = `
  select record_key, max(version) as version from change where record_key = any($1::text[]) group by record_key`;

/** Judged again by the due time as it is stored: what the lane remembers may have been counted by an edition that was replaced since. */
export const noteLate = `
  insert into breach (site_no, change_id, due_at)
  select s.site_no, c.id, c.due_at from change c join site s on s.site_no = $1 and c.id > s.joined_after
  where c.id = any($2::bigint[]) and c.due_at <= to_timestamp($3::float8)
    and not exists (
      select from effect e where e.site_no = s.site_no and e.change_id = c.id
        and (e.verified_at < c.due_at or e.state in ('applied', 'verified') and e.applied_at < c.due_at)
    )
  on conflict do nothing returning change_id`;

export const saveBreaker = `
  update lane set breaker = $2, failures = $3, resume_at = to_timestamp($4::float8),
    last_error = coalesce($5, last_error), last_error_at = case when $5::text is null then last_error_at else now() end
  where site_no = $1`;

export const changesAfter = `
  select ${changeColumns}, ${overtakenColumn} from change c where c.id > $1 order by c.id limit $2`;
