/** Locks after sorting, so batches that overlap queue up in one order. Reads beside the files which calendar edition is current. */
export const lockFiles = `
  select f.case_id, f.record_key, f.record_revision, f.stage, f.step, f.organ_code, f.channel, f.rulebook, f.facts,
         f.materials, f.submitted_at, f.accepted_at,
         nullif(f.due_at, 'infinity') as due_at, nullif(f.notice_due_at, 'infinity') as notice_due_at,
         (select edition from calendar_edition where current) as calendar
  from review_file f where f.case_id = any($1::uuid[])
  order by f.case_id for update of f`;

export const insertFiles = `
  insert into review_file (case_id, record_key, record_revision, stage, step, organ_code, channel, rulebook, facts, materials,
                           submitted_at, due_at, notice_due_at)
  select case_id, record_key, record_revision, stage, step, organ_code, channel, rulebook, facts, string_to_array(materials, ' '),
         submitted_at, due_at, notice_due_at
  from unnest($1::uuid[], $2::text[], $3::int[], $4::text[], $5::int[], $6::text[], $7::text[], $8::text[], $9::json[], $10::text[],
              $11::timestamptz[], $12::timestamptz[], $13::timestamptz[])
    as opened (case_id, record_key, record_revision, stage, step, organ_code, channel, rulebook, facts, materials,
               submitted_at, due_at, notice_due_at)
  on conflict (case_id) do nothing returning case_id`;

export const insertDossiers = `
  insert into review_dossier (case_id, record, statements, materials, record_key, organ_code, kind, submitted_at)
  select * from unnest($1::uuid[], $2::json[], $3::json[], $4::jsonb[], $5::text[], $6::text[], $7::text[], $8::timestamptz[])`;

const deadlineColumnNames = 'case_id, what, rule, clause, start_event, from_date, working_days, calendar, due_date, due_at, status, met_at';

const deadlineArrays = (first: number): string =>
  ['uuid', 'text', 'text', 'text', 'text', 'date', 'int', 'text', 'date', 'timestamptz', 'text', 'timestamptz']
    .map((type, index) => `$${first + index}::${type}[]`)
    .join(', ');

export const insertDeadlines = `
  insert into deadline (${deadlineColumnNames}) select * from unnest(${deadlineArrays(1)})`;

/**
 * One statement for everything a batch of steps writes, so that a step costs one round trip however many cases it moves. A deadline that
 * was met or cancelled stays as it is, and one that was missed stays missed.
 */
export const saveSteps = `
  with moved as (
    select * from unnest($1::uuid[], $2::text[], $3::int[], $4::text[], $5::timestamptz[], $6::timestamptz[], $7::timestamptz[], $8::text[],
                         $9::timestamptz[], $10::json[], $11::json[], $12::text[], $13::text[], $14::json[], $15::text[], $16::text[], $17::text[])
      as moved (case_id, stage, step, materials, accepted_at, due_at, notice_due_at, move, at, reasons, findings, rulebook, calendar, verdict,
                actor, organ_code, organ_name)
  ), filed as (
    update review_file f
    set stage = moved.stage, step = moved.step, materials = string_to_array(moved.materials, ' '), accepted_at = moved.accepted_at,
        due_at = moved.due_at, notice_due_at = moved.notice_due_at
    from moved where f.case_id = moved.case_id
  ), recorded as (
    insert into case_step (case_id, step, move, stage, at, actor, organ_code, organ_name, reasons, findings, rulebook, calendar, verdict)
    select case_id, step, move, stage, at, actor, organ_code, organ_name, reasons, findings, rulebook, calendar, verdict from moved
  ), started as (
    insert into deadline (${deadlineColumnNames}) select * from unnest(${deadlineArrays(18)})
  )
  update deadline d
  set status = case d.status when 'missed' then 'missed' else changed.status end, met_at = coalesce(changed.met_at, d.met_at), suspended_on = coalesce(changed.suspended_on, d.suspended_on),
      resumed_on = coalesce(changed.resumed_on, d.resumed_on),
      due_date = case when changed.resumed_on is null then d.due_date else changed.due_date end,
      due_at = case when changed.resumed_on is null then d.due_at else changed.due_at end,
      calendar = coalesce(changed.calendar, d.calendar)
  from unnest($30::uuid[], $31::text[], $32::text[], $33::timestamptz[], $34::date[], $35::date[], $36::date[], $37::timestamptz[], $38::text[])
    as changed (case_id, what, status, met_at, suspended_on, resumed_on, due_date, due_at, calendar)
  where d.case_id = changed.case_id and d.what = changed.what and d.met_at is null and d.status <> 'cancelled'`;

const deadlineFields = `case_id, what, rule, clause, start_event, from_date::text, working_days, calendar, due_date::text, due_at, status,
  met_at, suspended_on::text, resumed_on::text`;

export const selectAcceptClocks = `select ${deadlineFields} from deadline where case_id = any($1::uuid[]) and what = 'accept'`;

export const selectDeadlines = `
  select ${deadlineFields},
         (select coalesce(json_agg(json_build_object('level', w.level, 'crossedAt', w.crossed_at) order by w.level), '[]')
          from deadline_warning w where w.case_id = d.case_id and w.what = d.what) as warnings,
         (select coalesce(json_agg(json_build_object('at', r.at, 'from', json_build_object('calendar', r.old_calendar, 'dueDate', r.old_due_date),
                                                     'to', json_build_object('calendar', r.new_calendar, 'dueDate', r.new_due_date)) order by r.at, r.id), '[]')
          from deadline_recount r where r.case_id = d.case_id and r.what = d.what) as recounts
  from deadline d where case_id = any($1::uuid[]) order by from_date, working_days, what`;

/** The file of a breach, once: by the step that came too late or by the sweep, whichever saw it first. */
export const recordBreaches = `
  insert into deadline_breach (case_id, what, organ_code, due_at, found_at)
  select d.case_id, d.what, f.organ_code, d.due_at, breached.found_at
  from unnest($1::uuid[], $2::text[], $3::timestamptz[]) as breached (case_id, what, found_at)
  join deadline d using (case_id, what) join review_file f using (case_id)
  where d.status = 'missed' on conflict do nothing`;

const beyond = `($1::uuid is null or (case_id, what) > ($1::uuid, $2::text))`;

/** Limits to be counted again: those that have no last day, wherever they are, and those of open clocks that go by another edition. */
export const selectToRecount = `
  select ${deadlineFields} from (
    (select * from deadline where due_at is null and status <> 'suspended' and ${beyond} order by case_id, what limit $3)
    union all
    (select d.* from ${openDeadlines(`status = 'running' and due_at is not null and calendar <> $4 and ${beyond}`)} order by case_id, what limit $3)
  ) due_again order by case_id, what limit $3`;

/**
 * Deadlines of cases with a clock that runs or has passed unmet, from two small indexes that share no case. Each case's are looked up by
 * key: `offset 0` forbids a plan that starts at the deadlines, which goes wrong by orders of magnitude whenever the statistics say that
 * hardly any are open.
 */
export function openDeadlines(condition: string): string {
  return `(
      select case_id from review_file where due_at < 'infinity'
      union all select case_id from review_file where notice_due_at < 'infinity' and due_at = 'infinity'
    ) open cross join lateral (select * from deadline where deadline.case_id = open.case_id and ${condition} offset 0) d`;
}
