/**
 * `record` holds what the site shows, and of what it no longer shows only key, version and state: the proof of absence.
 * `bulletin` is append-only; `previous_no` links the entries of one record, so its history needs no second index.
 */
export const schema = `
  create table if not exists record (
    id integer primary key,
    record_key text not null unique,
    version integer not null,
    state text not null,
    kind text not null,
    credit_code text,
    name_folded text,
    content text,
    bulletin_no integer not null,
    applied_at_ms integer not null
  );
  create index if not exists shown_by_credit_code on record (credit_code) where content is not null;
  create table if not exists bulletin (
    no integer primary key,
    record_id integer not null,
    version integer not null,
    state text not null,
    applied_at_ms integer not null,
    previous_no integer,
    arrivals integer not null default 1
  );
  create trigger if not exists bulletin_is_never_deleted before delete on bulletin
    begin select raise(abort, 'the bulletin is append-only'); end;
  create trigger if not exists bulletin_is_never_rewritten before update of no, record_id, version, state, applied_at_ms, previous_no on bulletin
    begin select raise(abort, 'the bulletin is append-only'); end;
  create table if not exists tally (kind text primary key, shown integer not null) without rowid;
  create table if not exists accepted (
    id integer primary key,
    record_key text not null,
    version integer not null,
    accepted_at_ms integer not null,
    due_at_ms integer not null,
    carry_out integer not null,
    change text not null,
    unique (record_key, version)
  );
  create table if not exists rejected (record_key text primary key, version integer not null, code text not null) without rowid;
`;

/**
 * An answered change is on the disk: WAL with a sync at every commit. A checkpoint every 4 000 pages keeps its own syncs rare under
 * a push; the cache is small because a site's programs share their machine.
 */
export const settings = `
  pragma journal_mode = wal;
  pragma synchronous = full;
  pragma secure_delete = on;
  pragma wal_autocheckpoint = 4000;
  pragma journal_size_limit = 33554432;
  pragma cache_size = -8000;
  pragma busy_timeout = 5000;
`;
