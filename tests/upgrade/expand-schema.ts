import pg from 'pg';

/** Later than any migration there is. */
const nextRelease = { timestamp: 2_900_000_000_000, name: 'NextRelease2900000000000' };

const tables = `
  select c.relname as name from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'migrations' order by 1`;

/**
 * What the expanding migration of the next release may do, at its most: a nullable column in every table, a table, an index, and its
 * own line among the migrations. Answers how many tables were widened.
 */
export async function expandSchema(databaseUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(tables);
    await client.query('begin');
    for (const { name } of rows) await client.query(`alter table ${client.escapeIdentifier(name)} add column of_next_release text`);
    await client.query('create table next_release (id bigint generated always as identity primary key, note text)');
    await client.query('create index next_release_note on next_release (note)');
    await client.query('insert into migrations (timestamp, name) values ($1, $2)', [nextRelease.timestamp, nextRelease.name]);
    await client.query('commit');
    return rows.length;
  } finally {
    await client.end();
  }
}

/** What is left of the expansion: an older release must neither undo it nor write into it. */
export async function expansionOf(
  databaseUrl: string,
): Promise<{ readonly tables: number; readonly written: number; readonly noted: number }> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      `select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'of_next_release'`,
    );
    let written = 0;
    for (const { name } of rows) {
      const counted = await client.query(`select from ${client.escapeIdentifier(name)} where of_next_release is not null`);
      written += counted.rowCount ?? 0;
    }
    const noted = await client.query('select from migrations where name = $1', [nextRelease.name]);
    return { tables: rows.length, written, noted: noted.rowCount ?? 0 };
  } finally {
    await client.end();
  }
}
