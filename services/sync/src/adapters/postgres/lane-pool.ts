import pg from 'pg';

/** Numbers of changes and positions stay far below 2^53. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format: 'text' | 'binary') =>
    oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
};

/**
 * Lanes do not wait for the disk; see `SqlLaneLedger`. They read by index: a plan made while the tables were still empty must not scan
 * them when they are full.
 */
const sessionOptions = '-c synchronous_commit=off -c enable_seqscan=off';

/**
 * Connections of the lanes, apart from those of requests and reactions: two per site, one that owns the lane and one to read back, so
 * that one slow site can neither starve the others nor the service.
 */
export class LanePool {
  readonly pool: pg.Pool;

  constructor(service: pg.Pool, sites: number) {
    this.pool = new pg.Pool({
      ...service.options,
      // The driver hides the password from whoever copies its options.
      password: service.options.password,
      max: Math.max(2, sites * 2),
      idleTimeoutMillis: 0,
      types,
      options: sessionOptions,
    });
    this.pool.on('error', () => undefined);
  }

  async close(): Promise<void> {
    await this.pool.end();
  }
}
