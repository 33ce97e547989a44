table application
  case_id uuid not null
  record_key text not null
  listing integer not null
  credit_code text not null
  channel text not null
  statements json not null
  materials json not null
  submitted_at timestamp with time zone not null
  submitted_by text not null
  accept_by date
  query_code text not null
  entry text not null default 'online'::text
  constraint application_entry_check CHECK ((entry = ANY (ARRAY['online'::text, 'window'::text])))
  constraint application_pkey PRIMARY KEY (case_id)
  constraint application_query_code_key UNIQUE (query_code)
CREATE INDEX application_company ON public.application USING btree (credit_code)

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

table case_contact
  case_id uuid not null
  phone text not null
  constraint case_contact_pkey PRIMARY KEY (case_id)

table case_progress with (fillfactor=50)
  case_id uuid not null
  supplement_requested_at timestamp with time zone
  supplemented_at timestamp with time zone
  accepted_at timestamp with time zone
  decide_by date
  not_accepted_at timestamp with time zone
  approved_at timestamp with time zone
  refused_at timestamp with time zone
  shown_at timestamp with time zone
  supplement_reasons json
  end_reasons json
  receipts json
  withdrawal_requested_at timestamp with time zone
  withdrawn_at timestamp with time zone
  objected_at timestamp with time zone
  answer_objection_by date
  objection_upheld_at timestamp with time zone
  objection_rejected_at timestamp with time zone
  objection_reasons json
  recognised_at timestamp with time zone
  recognition_reasons json
  revoked_at timestamp with time zone
  revocation_reasons json
  constraint case_progress_pkey PRIMARY KEY (case_id)

table company_contact
  credit_code text not null
  phone text not null
  set_at timestamp with time zone not null default now()
  set_by text not null
  constraint company_contact_pkey PRIMARY KEY (credit_code)

table inbox
  event_id uuid not null
  reaction text not null
  constraint inbox_pkey PRIMARY KEY (event_id, reaction)

table issued_material
  record_key text not null
  material_id uuid not null
  organ_code text not null
  issued_at timestamp with time zone not null
  constraint issued_material_pkey PRIMARY KEY (record_key, material_id)

table list_regime
  list_id text not null
  regime json not null
  changed_at timestamp with time zone not null
  changed_by text not null
  constraint list_regime_pkey PRIMARY KEY (list_id)

table listing_case
  record_key text not null
  listing integer not null
  case_id uuid not null
  constraint listing_case_pkey PRIMARY KEY (record_key, listing)

table material
  material_id uuid not null
  credit_code text not null
  kind text not null
  sha256 text not null
  bytes integer not null
  media_type text not null
  uploaded_by text not null
  uploaded_at timestamp with time zone not null
  constraint material_credit_code_kind_sha256_key UNIQUE (credit_code, kind, sha256)
  constraint material_pkey PRIMARY KEY (material_id)

table message_outbox
  message_id uuid not null default gen_random_uuid()
  case_id uuid
  kind text not null
  text text
  phone text
  created_at timestamp with time zone not null default now()
  next_at timestamp with time zone not null default now()
  attempts integer not null default 0
  failed_why text
  given_up_at timestamp with time zone
  constraint message_outbox_pkey PRIMARY KEY (message_id)
CREATE INDEX message_outbox_due ON public.message_outbox USING btree (next_at) WHERE (given_up_at IS NULL)

table migrations
  id integer not null default nextval('migrations_id_seq'::regclass)
  timestamp bigint not null
  name character varying not null
  constraint PK_8c82d7f526340ab734260ea46be PRIMARY KEY (id)

table objection
  objection_id uuid not null
  case_id uuid not null
  grounds text not null
  materials json not null
  filed_at timestamp with time zone not null
  filed_by text not null
  answer_by date
  constraint objection_case_id_key UNIQUE (case_id)
  constraint objection_pkey PRIMARY KEY (objection_id)

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

table recognition
  recognition_id uuid not null
  site text not null
  reference text not null
  record_key text not null
  listing integer not null
  state text not null
  organ_code text not null
  organ_name text not null
  decided_at timestamp with time zone not null
  received_at timestamp with time zone not null
  told_by text not null
  dismissed_at timestamp with time zone
  dismissed_by text
  dismissed_why text
  constraint recognition_pkey PRIMARY KEY (recognition_id)
  constraint recognition_site_reference_key UNIQUE (site, reference)
  constraint recognition_state_check CHECK ((state = ANY (ARRAY['withdrawn'::text, 'removed'::text])))
CREATE INDEX recognition_listing ON public.recognition USING btree (record_key, listing)

table register_entry with (fillfactor=80)
  record_key text not null
  organ_code text not null
  status text not null
  revision integer not null
  listing integer not null
  decided_on date not null
  removed_on date
  constraint register_entry_pkey PRIMARY KEY (record_key)
  constraint register_entry_status_check CHECK ((status = ANY (ARRAY['listed'::text, 'removed'::text])))

table register_revision
  record_key text not null
  revision integer not null
  action text not null
  content text
  removed_on date
  reason text
  pushed_by text not null
  received_at timestamp with time zone not null
  constraint register_revision_action_check CHECK ((action = ANY (ARRAY['listed'::text, 'removed'::text])))
  constraint register_revision_pkey PRIMARY KEY (record_key, revision)

table severe_list
  list_id text not null
  active boolean not null
  changed_at timestamp with time zone not null default now()
  changed_by text not null
  version integer not null default 0
  constraint severe_list_pkey PRIMARY KEY (list_id)
