table attempt
  reaction text not null
  event_id uuid not null
  failures integer not null default 1
  last_failed_at timestamp with time zone not null default now()
  constraint attempt_pkey PRIMARY KEY (reaction, event_id)

table calendar_edition
  edition text not null
  loaded_at timestamp with time zone not null default now()
  loaded_by text not null
  current boolean not null
  constraint calendar_edition_pkey PRIMARY KEY (edition)
CREATE UNIQUE INDEX calendar_edition_current ON public.calendar_edition USING btree (current) WHERE current

table calendar_year
  edition text not null
  year integer not null
  days jsonb not null
  constraint calendar_year_edition_fkey FOREIGN KEY (edition) REFERENCES calendar_edition(edition)
  constraint calendar_year_pkey PRIMARY KEY (edition, year)

table case_note
  id bigint not null identity
  case_id uuid not null
  at timestamp with time zone not null
  code text not null
  message json not null
  constraint case_note_pkey PRIMARY KEY (id)
CREATE INDEX case_note_case ON public.case_note USING btree (case_id)

table case_step
  case_id uuid not null
  step integer not null
  move text not null
  stage text not null
  at timestamp with time zone not null
  actor text
  organ_code text
  organ_name text
  reasons json not null
  findings json
  rulebook text not null
  calendar text
  verdict json
  constraint case_step_pkey PRIMARY KEY (case_id, step)

table deadline with (fillfactor=85)
  case_id uuid not null
  what text not null
  rule text not null
  clause text not null
  start_event text not null
  from_date date not null
  working_days integer not null
  calendar text not null
  due_date date
  due_at timestamp with time zone
  status text not null
  met_at timestamp with time zone
  suspended_on date
  resumed_on date
  constraint deadline_pkey PRIMARY KEY (case_id, what)
CREATE INDEX deadline_provisional ON public.deadline USING btree (case_id) WHERE (due_at IS NULL)

table deadline_breach
  case_id uuid not null
  what text not null
  organ_code text not null
  due_at timestamp with time zone not null
  found_at timestamp with time zone not null
  constraint deadline_breach_pkey PRIMARY KEY (case_id, what)
CREATE INDEX deadline_breach_due ON public.deadline_breach USING btree (due_at, case_id, what)
CREATE INDEX deadline_breach_of_organ ON public.deadline_breach USING btree (organ_code, due_at, case_id, what)

table deadline_recount
  id bigint not null identity
  case_id uuid not null
  what text not null
  at timestamp with time zone not null
  old_calendar text not null
  old_due_date date
  new_calendar text not null
  new_due_date date not null
  constraint deadline_recount_pkey PRIMARY KEY (id)
CREATE INDEX deadline_recount_case ON public.deadline_recount USING btree (case_id, what)

table deadline_warning
  case_id uuid not null
  what text not null
  level smallint not null
  crossed_at timestamp with time zone not null
  constraint deadline_warning_pkey PRIMARY KEY (case_id, what, level)

table inbox
  event_id uuid not null
  reaction text not null
  constraint inbox_pkey PRIMARY KEY (event_id, reaction)

table migrations
  id integer not null default nextval('migrations_id_seq'::regclass)
  timestamp bigint not null
  name character varying not null
  constraint PK_8c82d7f526340ab734260ea46be PRIMARY KEY (id)

table objection
  objection_id uuid not null
  case_id uuid not null
  organ_code text not null
  stage text not null
  filed_at timestamp with time zone not null
  materials json not null
  constraint objection_once UNIQUE (case_id)
  constraint objection_pkey PRIMARY KEY (objection_id)
CREATE INDEX objection_waiting ON public.objection USING btree (organ_code, case_id) WHERE (stage = 'filed'::text)

table outbox with (autovacuum_vacuum_scale_factor=0, autovacuum_vacuum_threshold=5000, autovacuum_vacuum_insert_threshold=-1, autovacuum_vacuum_cost_delay=0, autovacuum_analyze_scale_factor=0, autovacuum_analyze_threshold=50000)
  place bigint not null identity
  event_id uuid not null
  topic text not null
  key text not null
  headers json not null
  value text not null
  constraint outbox_pkey PRIMARY KEY (place)

table parked
  id uuid not null
  reaction text not null
  topic text not null
  partition integer not null
  offset bigint not null
  key text not null
  headers json not null
  payload text
  payload_sha256 text not null
  reason text not null
  attempts integer not null
  holds_key boolean not null
  appended_at_ms bigint not null
  status text not null default 'parked'::text
  parked_at timestamp with time zone not null default now()
  ended_at timestamp with time zone
  ended_by text
  ended_why text
  log_offset bigint
  constraint parked_pkey PRIMARY KEY (id)
  constraint parked_reaction_topic_partition_offset_key UNIQUE (reaction, topic, partition, "offset")
  constraint parked_status_check CHECK ((status = ANY (ARRAY['parked'::text, 'replayed'::text, 'discarded'::text])))
CREATE UNIQUE INDEX parked_copy ON public.parked USING btree (reaction, topic, partition, COALESCE(log_offset, "offset"), appended_at_ms, payload_sha256)
CREATE INDEX parked_holding ON public.parked USING btree (reaction, key) WHERE (holds_key AND (status = 'parked'::text))

table review_dossier
  case_id uuid not null
  record json not null
  statements json not null
  materials jsonb not null
  record_key text not null
  organ_code text not null
  kind text not null
  submitted_at timestamp with time zone not null
  constraint review_dossier_pkey PRIMARY KEY (case_id)
CREATE INDEX review_dossier_archive ON public.review_dossier USING btree (submitted_at, case_id)
CREATE INDEX review_dossier_archive_of_organ ON public.review_dossier USING btree (organ_code, submitted_at, case_id)
CREATE INDEX review_dossier_record ON public.review_dossier USING btree (record_key)

table review_file
  case_id uuid not null
  record_key text not null
  record_revision integer not null
  stage text not null
  step integer not null
  organ_code text not null
  channel text not null
  rulebook text not null
  facts json not null
  materials text[] not null
  submitted_at timestamp with time zone not null
  accepted_at timestamp with time zone
  due_at timestamp with time zone not null
  notice_due_at timestamp with time zone not null
  constraint review_file_pkey PRIMARY KEY (case_id)
CREATE INDEX review_file_due ON public.review_file USING btree (due_at, case_id) WHERE (due_at < 'infinity'::timestamp with time zone)
CREATE INDEX review_file_notice_due ON public.review_file USING btree (notice_due_at, case_id) WHERE (notice_due_at < 'infinity'::timestamp with time zone)
CREATE INDEX review_file_supplementing ON public.review_file USING btree (case_id) WHERE (stage = 'supplementing'::text)
CREATE INDEX review_file_worklist ON public.review_file USING btree (organ_code, stage, due_at, case_id)
