table applied_case
  case_id uuid not null
  record_key text
  record_revision integer
  subject_name text
  credit_code text
  publishable boolean
  submitted_at timestamp with time zone
  accepted_at timestamp with time zone
  refused_at timestamp with time zone
  withdrawn_at timestamp with time zone
  revoked_at timestamp with time zone
  revoked_why json
  constraint applied_case_pkey PRIMARY KEY (case_id)
CREATE INDEX applied_case_credit_code ON public.applied_case USING btree (credit_code, case_id)
CREATE INDEX applied_case_record ON public.applied_case USING btree (record_key)

table attempt
  reaction text not null
  event_id uuid not null
  failures integer not null default 1
  last_failed_at timestamp with time zone not null default now()
  constraint attempt_pkey PRIMARY KEY (reaction, event_id)

table conflict
  conflict_id uuid not null
  recognition_id uuid not null
  record_key text not null
  reasons text[] not null
  ours_version integer not null
  ours_state text not null
  parked_at timestamp with time zone not null
  kept text
  reason text
  resolved_by text
  resolved_at timestamp with time zone
  constraint conflict_kept_check CHECK ((kept = ANY (ARRAY['ours'::text, 'theirs'::text])))
  constraint conflict_pkey PRIMARY KEY (conflict_id)
  constraint conflict_recognition_id_fkey FOREIGN KEY (recognition_id) REFERENCES recognition(recognition_id)
CREATE INDEX conflict_open ON public.conflict USING btree (parked_at, conflict_id) WHERE (resolved_at IS NULL)

table early_repair
  event_id uuid not null
  record_key text not null
  record_revision integer not null
  repair json not null
  kept_at timestamp with time zone not null
  place bigint not null identity
  constraint early_repair_pkey PRIMARY KEY (event_id)
CREATE INDEX early_repair_record ON public.early_repair USING btree (record_key)

table inbox
  event_id uuid not null
  reaction text not null
  constraint inbox_pkey PRIMARY KEY (event_id, reaction)

table list_regime
  list_id text not null
  active boolean not null
  regime json not null
  changed_at timestamp with time zone not null
  constraint list_regime_pkey PRIMARY KEY (list_id)

table migrations
  id integer not null default nextval('migrations_id_seq'::regclass)
  timestamp bigint not null
  name character varying not null
  constraint PK_8c82d7f526340ab734260ea46be PRIMARY KEY (id)

table notice_service
  entry bigint not null identity
  record_key text not null
  served_on date not null
  decision_served_on date not null
  receipt_reference text not null
  recorded_by text not null
  recorded_at timestamp with time zone not null
  constraint notice_service_pkey PRIMARY KEY (entry)
CREATE INDEX notice_service_record ON public.notice_service USING btree (record_key, entry)

table notice_template
  organ_code text not null
  paragraphs json not null
  changed_by text not null
  changed_at timestamp with time zone not null
  constraint notice_template_pkey PRIMARY KEY (organ_code)

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

table publication with (fillfactor=50)
  record_key text not null
  version integer not null
  state text not null
  credit_code text not null
  register_revision integer not null
  listing_revision integer not null
  listing_decided_on date
  changed_at timestamp with time zone not null
  ended_by uuid
  constraint publication_pkey PRIMARY KEY (record_key)
  constraint publication_state_check CHECK ((state = ANY (ARRAY['awaited'::text, 'shown'::text, 'withdrawn'::text, 'removed'::text, 'expired'::text])))

table publication_content
  record_key text not null
  credit_code text not null
  folded_name text not null
  name_pieces text[] not null
  content json not null
  rulebook text not null
  minimum_until date
  maximum_until date
  listed_at timestamp with time zone not null
  notice_required boolean not null default false
  constraint publication_content_pkey PRIMARY KEY (record_key)
CREATE INDEX publication_content_credit_code ON public.publication_content USING btree (credit_code, record_key)
CREATE INDEX publication_content_name_pieces ON public.publication_content USING gin (name_pieces)

table publication_history
  record_key text not null
  version integer not null
  state text not null
  effects json not null
  cause json not null
  clock_started_at timestamp with time zone not null
  changed_at timestamp with time zone not null
  constraint publication_history_pkey PRIMARY KEY (record_key, version)

table publicity_end
  record_key text not null
  maximum_until date
  minimum_until date
  minimum_told boolean not null default false
  maximum_told boolean not null default false
  constraint publicity_end_pkey PRIMARY KEY (record_key)
CREATE INDEX publicity_end_day ON public.publicity_end USING btree (maximum_until, record_key)
CREATE INDEX publicity_end_maximum ON public.publicity_end USING btree (maximum_until, record_key) WHERE (NOT maximum_told)
CREATE INDEX publicity_end_minimum ON public.publicity_end USING btree (minimum_until, record_key) WHERE (NOT minimum_told)

table recognition
  recognition_id uuid not null
  event_id uuid not null
  record_key text not null
  record_revision integer not null
  state text not null
  effects json not null
  site text not null
  reference text not null
  organ_code text not null
  organ_name text not null
  decided_at timestamp with time zone not null
  received_at timestamp with time zone not null
  result text not null
  constraint recognition_pkey PRIMARY KEY (recognition_id)
  constraint recognition_result_check CHECK ((result = ANY (ARRAY['applied'::text, 'agreed'::text, 'parked'::text])))
  constraint recognition_state_check CHECK ((state = ANY (ARRAY['withdrawn'::text, 'removed'::text])))
CREATE INDEX recognition_record ON public.recognition USING btree (record_key)

table refusal
  event_id uuid not null
  record_key text not null
  what text not null
  revision integer
  state text not null
  reason text not null
  refused_at timestamp with time zone not null
  constraint refusal_pkey PRIMARY KEY (event_id)
CREATE INDEX refusal_record ON public.refusal USING btree (record_key)

table reminder
  record_key text not null
  reminder text not null
  period_ends_on date not null
  told_at timestamp with time zone not null
  constraint reminder_pkey PRIMARY KEY (record_key, reminder, period_ends_on)
  constraint reminder_reminder_check CHECK ((reminder = ANY (ARRAY['minimumEnded'::text, 'maximumNear'::text])))
