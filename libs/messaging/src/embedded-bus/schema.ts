/** Raised with every change below; each change must leave the previous release running. */
export const schemaVersion = 4;

/**
 * The log. Offsets come from one sequence for the whole bus, drawn while the topic's lock is held until the commit: so within a
 * topic they become visible in rising order and a reader that stands at an offset can never miss a smaller one later. Between
 * topics they are close to the order of time, which lets one merged read serve the oldest message first.
 *
 * A rolled-back append leaves a gap; nothing depends on offsets being dense.
 */
export const embeddedBusSchema = `
create table if not exists bus_topic (
  id smallint primary key generated always as identity,
  name text not null unique,
  partitions smallint not null check (partitions between 1 and 256)
);

create sequence if not exists bus_offset;

create table if not exists bus_message (
  topic smallint not null,
  partition smallint not null,
  "offset" bigint not null,
  key text not null,
  headers text not null,
  value text not null,
  appended_at_ms bigint not null,
  primary key (topic, partition, "offset")
);

-- Owner and fence: who works the partition now, and how often it has changed hands. A position moves for its owner only.
create table if not exists bus_position (
  group_name text not null,
  topic smallint not null,
  partition smallint not null,
  "position" bigint not null default 0,
  owner uuid,
  fence bigint not null default 0,
  primary key (group_name, topic, partition)
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

create sequence if not exists bus_session as integer cycle;

-- A member lives while its session holds the advisory lock (7460002, session) and it has shown itself lately.
create table if not exists bus_member (
  member uuid primary key,
  group_name text not null,
  topics smallint[] not null,
  session integer not null,
  joined_at timestamptz not null default clock_timestamp(),
  seen_at timestamptz not null default clock_timestamp()
) with (fillfactor = 50);

-- Texts come as one delimited column each, see textColumns.
create or replace function bus_append(p_topics smallint[], p_partitions smallint[], p_delimiter text, p_keys text, p_headers text, p_values text)
returns void language plpgsql as $body$
declare
  v_topic smallint;
  v_now_ms bigint;
begin
  -- In one fixed order, so that two appends over several topics wait for each other instead of deadlocking.
  -- Nobody is notified here: a notifying commit holds one lock of the whole server until its log is on the disk.
  for v_topic in select distinct t from unnest(p_topics) t order by t loop
    perform pg_advisory_xact_lock(7460003, v_topic);
  end loop;
  v_now_ms := floor(extract(epoch from clock_timestamp()) * 1000);
  insert into bus_message (topic, partition, "offset", key, headers, value, appended_at_ms)
  select m.topic, m.partition, nextval('bus_offset'), coalesce(m.key, ''), m.headers, coalesce(m.value, ''), v_now_ms
  from unnest(p_topics, p_partitions, string_to_array(p_keys, p_delimiter), string_to_array(p_headers, p_delimiter), string_to_array(p_values, p_delimiter))
    with ordinality as m (topic, partition, key, headers, value, n)
  order by m.n;
end $body$;

-- The share of a member: of each topic, every n-th partition, n being the number of members that follow the topic.
-- All compute the same shares from the same rows, so nothing needs to be negotiated.
create or replace function bus_share(p_group text, p_member uuid)
returns table (topic smallint, partition smallint) language sql stable as $body$
  with followers as (
    select m.member, t.topic,
      row_number() over (partition by t.topic order by m.joined_at, m.member) - 1 as rank,
      count(*) over (partition by t.topic) as members
    from bus_member m cross join unnest(m.topics) as t (topic)
    where m.group_name = p_group
  )
  select p.topic, p.partition
  from bus_position p join followers f on f.topic = p.topic and p.partition % f.members = f.rank
  where p.group_name = p_group and f.member = p_member
$body$;

-- One member takes its share: forgets members that are gone, lets go of what is no longer its own, takes what is free.
create or replace function bus_take_share(p_group text, p_member uuid, p_session integer, p_topics smallint[], p_lease_ms integer)
returns table (topic smallint, partition smallint, "position" bigint, fence bigint) language plpgsql as $body$
#variable_conflict use_column
declare
  v_changed boolean;
begin
  perform pg_advisory_xact_lock(7460004, hashtext(p_group));
  insert into bus_member (member, group_name, topics, session) values (p_member, p_group, p_topics, p_session)
  on conflict (member) do update set session = excluded.session, seen_at = clock_timestamp()
  where bus_member.session <> excluded.session;
  v_changed := found;

  -- A free session lock means the session has ended; whoever asks for it gives it back with this transaction.
  delete from bus_member m
  where m.group_name = p_group and m.session <> p_session
    and (m.seen_at < clock_timestamp() - p_lease_ms * interval '1 millisecond' or pg_try_advisory_xact_lock(7460002, m.session));
  v_changed := v_changed or found;

  update bus_position p set owner = null
  where p.group_name = p_group and p.owner = p_member
    and not exists (select from bus_share(p_group, p_member) s where s.topic = p.topic and s.partition = p.partition);
  v_changed := v_changed or found;

  update bus_position p set owner = p_member, fence = p.fence + 1
  from bus_share(p_group, p_member) s
  where p.group_name = p_group and p.topic = s.topic and p.partition = s.partition and p.owner is distinct from p_member
    and not exists (select from bus_member m where m.member = p.owner);

  if v_changed then perform pg_notify('tongxiu_bus_members', p_group); end if;
  return query select p.topic, p.partition, p."position", p.fence from bus_position p where p.group_name = p_group and p.owner = p_member;
end $body$;

create or replace function bus_leave(p_group text, p_member uuid) returns void language sql as $body$
  update bus_position set owner = null where group_name = p_group and owner = p_member;
  delete from bus_member where member = p_member;
  select pg_notify('tongxiu_bus_members', p_group);
$body$;

-- Positions only rise, and only for the owner whose fence still holds; what is not answered was taken over by somebody else.
-- In plpgsql, whose plans are kept for the session: this runs once per batch.
create or replace function bus_advance(p_group text, p_member uuid, p_topics smallint[], p_partitions smallint[], p_fences bigint[], p_to bigint[])
returns bigint language plpgsql as $body$
declare
  v_moved bigint;
begin
  update bus_position p set "position" = m.to_offset
  from unnest(p_topics, p_partitions, p_fences, p_to) as m (topic, partition, fence, to_offset)
  where p.group_name = p_group and p.topic = m.topic and p.partition = m.partition
    and p.owner = p_member and p.fence = m.fence;
  get diagnostics v_moved = row_count;
  return v_moved;
end $body$;

-- Deletes what is older than an instant, some thousand messages of each partition at a time. What some group has still to read stays
-- however old it is; what no group follows goes by its age alone. The log is walked from its old end up to the first younger message.
create or replace function bus_trim(p_topic text, p_before_ms bigint) returns bigint language sql as $body$
  with reach as (
    select t.id as topic, n::smallint as partition,
      coalesce((select min(p."position") from bus_position p where p.topic = t.id and p.partition = n), 9223372036854775807) as read_by_all,
      coalesce((select m."offset" from bus_message m where m.topic = t.id and m.partition = n::smallint and m.appended_at_ms >= p_before_ms
        order by m."offset" limit 1), 9223372036854775807) as first_younger,
      coalesce((select m."offset" from bus_message m where m.topic = t.id and m.partition = n::smallint
        order by m."offset" offset 5000 limit 1), 9223372036854775807) as next_time
    from bus_topic t, generate_series(0, t.partitions - 1) n where t.name = p_topic
  ), trimmed as (
    delete from bus_message m using reach r
    where m.topic = r.topic and m.partition = r.partition
      and m."offset" <= r.read_by_all and m."offset" < r.first_younger and m."offset" < r.next_time
    returning 1
  )
  select count(*) from trimmed
$body$;
`;
