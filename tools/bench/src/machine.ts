import { cpus } from 'node:os';
import type { RunningStack } from '@tongxiu/stack';
import pg from 'pg';
import { residentMegabytes } from './cpu.js';

export interface Machine {
  readonly cores: number;
  readonly model: string;
  readonly node: string;
  readonly postgres: string;
}

export async function machineOf(stack: RunningStack): Promise<Machine> {
  const client = new pg.Client({ connectionString: stack.databases.sync });
  await client.connect();
  try {
    const { rows } = await client.query<{ server_version: string }>('show server_version');
    const [first] = cpus();
    return { cores: cpus().length, model: first?.model.trim() ?? '', node: process.versions.node, postgres: rows[0]?.server_version ?? '' };
  } finally {
    await client.end();
  }
}

export const knownPids = (stack: RunningStack): Record<string, number> =>
  Object.fromEntries(Object.entries(stack.pids).flatMap(([name, pid]) => (pid === undefined ? [] : [[name, pid]])));

/** Resident memory of each process right after the start, before any work. */
export async function restingMegabytes(stack: RunningStack): Promise<Record<string, number>> {
  const measured = await Promise.all(
    Object.entries(knownPids(stack)).map(async ([name, pid]) => [name, await residentMegabytes(pid)] as const),
  );
  return Object.fromEntries(measured.flatMap(([name, megabytes]) => (megabytes === undefined ? [] : [[name, megabytes]])));
}

/** Seeding leaves the database tables to vacuum, which is not what a steady rate of repairs meets; it is given half a minute. */
export async function untilDatabaseRests(stack: RunningStack): Promise<void> {
  const client = new pg.Client({ connectionString: stack.databases.sync });
  await client.connect();
  try {
    for (let quietChecks = 0, checks = 0; quietChecks < 3 && checks < 30; checks += 1) {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      const { rowCount } = await client.query(`select from pg_stat_activity where backend_type = 'autovacuum worker'`);
      quietChecks = rowCount === 0 ? quietChecks + 1 : 0;
    }
  } finally {
    await client.end();
  }
}
