table attempt
  reaction text not null
  event_id uuid not null
  failures integer not null default 1
  last_failed_at timestamp with time zone not null default now()
  constraint attempt_pkey PRIMARY KEY (reaction, event_id)

table breach
  site_no smallint not null
  change_id bigint not null
  due_at timestamp with time zone not null
  noted_at timestamp with time zone not null default now()
  constraint breach_pkey PRIMARY KEY (site_no, change_id)

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

table change
  id bigint not null
  record_key text not null
  version integer not null
  kind text not null
  state text not null
  outdated boolean not null
  case_id uuid
  clock_started_at timestamp with time zone not null
  changed_at timestamp with time zone not null
  received_at timestamp with time zone not null default now()
  due_at timestamp with time zone
  calendar text not null
  provisional boolean not null
  body text not null
  cause text not null
  traceparent text
  constraint change_pkey PRIMARY KEY (id)
  constraint change_record_key_version_key UNIQUE (record_key, version)
CREATE INDEX change_provisional ON public.change USING btree (id) WHERE provisional

table clock_recount
  change_id bigint not null
  id bigint not null identity
  at timestamp with time zone not null
  old_calendar text not null
  old_due_at timestamp with time zone
  new_calendar text not null
  new_due_at timestamp with time zone not null
  constraint clock_recount_pkey PRIMARY KEY (change_id, id)

table closing with (fillfactor=20)
  kind text not null
  through bigint not null
  constraint closing_pkey PRIMARY KEY (kind)

table closing_later
  change_id bigint not null
  constraint closing_later_pkey PRIMARY KEY (change_id)

table dispatch with (fillfactor=10)
  site_no smallint not null
  batch_id uuid not null
  sent_at timestamp with time zone not null
  through bigint not null
  change_ids bigint[] not null
  aside text not null
  constraint dispatch_pkey PRIMARY KEY (site_no, batch_id)
  constraint dispatch_site_no_fkey FOREIGN KEY (site_no) REFERENCES site(site_no)

table effect with (fillfactor=45)
  site_no smallint not null
  change_id bigint not null
  state text not null
  attempts integer not null default 1
  read_backs smallint not null default 0
  sent_at timestamp with time zone
  applied_at timestamp with time zone
  acknowledged_at timestamp with time zone
  verified_at timestamp with time zone
  next_attempt_at timestamp with time zone
  receipt_no text
  code text
  note text
  constraint effect_pkey PRIMARY KEY (site_no, change_id)
  constraint effect_state_check CHECK ((state = ANY (ARRAY['due'::text, 'accepted'::text, 'applied'::text, 'verified'::text, 'superseded'::text, 'parked'::text])))
CREATE INDEX effect_open ON public.effect USING btree (site_no, next_attempt_at) WHERE (next_attempt_at IS NOT NULL)

table head with (fillfactor=20)
  one boolean not null default true
  changes bigint not null
  outcomes bigint not null
  constraint head_one_check CHECK (one)
  constraint head_pkey PRIMARY KEY (one)

table inbox
  event_id uuid not null
  reaction text not null
  constraint inbox_pkey PRIMARY KEY (event_id, reaction)

table lane with (fillfactor=10)
  site_no smallint not null
  sent_through bigint not null default 0
  breaker text not null default 'closed'::text
  failures integer not null default 0
  resume_at timestamp with time zone
  last_error text
  last_error_at timestamp with time zone
  constraint lane_pkey PRIMARY KEY (site_no)
  constraint lane_site_no_fkey FOREIGN KEY (site_no) REFERENCES site(site_no)

table migrations
  id integer not null default nextval('migrations_id_seq'::regclass)
  timestamp bigint not null
  name character varying not null
  constraint PK_8c82d7f526340ab734260ea46be PRIMARY KEY (id)

table outbox with (autovacuum_vacuum_scale_factor=0, autovacuum_vacuum_threshold=5000, autovacuum_vacuum_insert_threshold=-1, autovacuum_vacuum_cost_delay=0, autovacuum_analyze_scale_factor=0, autovacuum_analyze_threshold=50000)
  place bigint not null identity
  event_id uuid not null
  topic text not null
  key text not null
  headers json not null
  value text not null
  constraint outbox_pkey PRIMARY KEY (place)

table outcome
  position bigint not null
  change_id bigint not null
  constraint outcome_pkey PRIMARY KEY ("position")

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

table read_back with (fillfactor=10)
  site_no smallint not null
  verified_through bigint not null default 0
  differences bigint not null default 0
  constraint read_back_pkey PRIMARY KEY (site_no)
  constraint read_back_site_no_fkey FOREIGN KEY (site_no) REFERENCES site(site_no)

table site
  site_no smallint not null identity
  id text not null
  tier text not null
  name jsonb not null
  kinds text[] not null
  configured boolean not null default true
  joined_after bigint not null
  constraint site_id_key UNIQUE (id)
  constraint site_pkey PRIMARY KEY (site_no)
