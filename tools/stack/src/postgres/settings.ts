export type Settings = Readonly<Record<string, string>>;

const everywhere: Settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  jit: 'off',
  log_min_messages: 'warning',
  log_line_prefix: '%m [%p] %d ',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

/**
 * For data that must survive a power failure. Queue tables (outbox, inbox, effect ledger, bus log) turn over completely within
 * seconds, so their dead rows are collected by number of changes, hardly by share of the table, and without a pause for cost.
 */
export const durable: Settings = {
  ...everywhere,
  fsync: 'on',
  synchronous_commit: 'on',
  shared_buffers: '256MB',
  max_wal_size: '4GB',
  min_wal_size: '512MB',
  checkpoint_timeout: '15min',
  checkpoint_completion_target: '0.9',
  wal_compression: 'on',
  // One machine has nobody to send its log to.
  wal_level: 'minimal',
  max_wal_senders: '0',
  effective_cache_size: '1GB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  random_page_cost: '1.1',
  autovacuum_naptime: '10s',
  autovacuum_vacuum_threshold: '10000',
  autovacuum_vacuum_scale_factor: '0.1',
  autovacuum_vacuum_insert_threshold: '20000',
  // The plans of the hot paths do not look at statistics; gathering them often only disturbs.
  autovacuum_analyze_threshold: '20000',
  autovacuum_analyze_scale_factor: '0.2',
  autovacuum_vacuum_cost_delay: '1ms',
  autovacuum_vacuum_cost_limit: '2000',
};

/** For tests: the data is thrown away with the server, so nothing waits for the disk. */
export const forgetful: Settings = {
  ...everywhere,
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  shared_buffers: '64MB',
  max_wal_size: '1GB',
  checkpoint_timeout: '1h',
  autovacuum_naptime: '30s',
};

export const asFlags = (settings: Settings): string[] => Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
