import { ensureDatabases, withClient, withDatabase } from './postgres/databases.js';

export const databaseNames = ['intake', 'review', 'publicity', 'sync', 'bus'] as const;
export type Databases = Readonly<Record<(typeof databaseNames)[number], string>>;

const full = (name: string): string => `tongxiu_${name}`;

/** One database for each service and one for the embedded bus, on whatever server the URL names. */
export async function openDatabases(serverUrl: string, fresh: boolean): Promise<Databases> {
  if (fresh) await dropDatabases(serverUrl);
  await ensureDatabases(serverUrl, databaseNames.map(full));
  return Object.fromEntries(databaseNames.map((name) => [name, withDatabase(serverUrl, full(name))])) as Databases;
}

async function dropDatabases(serverUrl: string): Promise<void> {
  await withClient(serverUrl, async (client) => {
    for (const name of databaseNames) await client.query(`drop database if exists ${client.escapeIdentifier(full(name))} with (force)`);
  });
}
