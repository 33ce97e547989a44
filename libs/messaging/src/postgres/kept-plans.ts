import pg from 'pg';
import { probed } from './silent-lines.js';

/**
 * Statements of the hot paths are planned once per connection and the plan is kept: planning such a statement again costs as much as
 * running it for a handful of rows. A plan is usually made while the tables are still empty, so the planner is told what is right
 * at every size: a batch of at most some thousand keys walks an index row by row; it never scans, hashes or sorts a table.
 */
const settings = {
  plan_cache_mode: 'force_generic_plan',
  enable_seqscan: 'off',
  enable_bitmapscan: 'off',
  enable_hashjoin: 'off',
  enable_mergejoin: 'off',
} as const;

/** For a connection that is open. */
export const keepPlans = Object.entries(settings)
  .map(([name, value]) => `set ${name} = ${value}`)
  .join('; ');

/** For the start-up packet of connections that do nothing else. */
export const keepPlansOptions = Object.entries(settings)
  .map(([name, value]) => `-c ${name}=${value}`)
  .join(' ');

/** Connections for transactions only, apart from those of cold reads, whose plans must look at their values. */
export const transactionPool = (connectionString: string, max: number, applicationName: string): pg.Pool => {
  const pool = new pg.Pool({ connectionString, max, application_name: applicationName, options: keepPlansOptions, ...probed });
  // An idle connection that breaks is replaced at the next use; without a listener it would end the process.
  pool.on('error', () => undefined);
  return pool;
};
