import pg from 'pg';

async function ask<Row extends object>(databaseUrl: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

/** How many sessions hold the relay's lease of a service's database. */
export async function relaysOf(databaseUrl: string): Promise<number> {
  const [row] = await ask<{ relays: number }>(
    databaseUrl,
    `select count(*)::int as relays from pg_locks join pg_database d on d.oid = database and d.datname = current_database()
     where locktype = 'advisory' and granted and classid = 0 and objid = 7460001`,
  );
  return row?.relays ?? 0;
}

/** How many sessions hold each site's lane. */
export async function lanesOf(databaseUrl: string): Promise<readonly number[]> {
  const rows = await ask<{ holders: number }>(
    databaseUrl,
    `select count(l.pid)::int as holders from site s
     left join pg_locks l on l.locktype = 'advisory' and l.granted and l.classid = 7243002 and l.objid = s.site_no
       and l.database = (select oid from pg_database where datname = current_database())
     group by s.site_no order by s.site_no`,
  );
  return rows.map(({ holders }) => holders);
}

export interface Share {
  readonly group: string;
  readonly members: number;
  readonly unowned: number;
}

/** Over how many members the partitions of each reaction are spread; on the bus in PostgreSQL. */
export const sharesOf = (busUrl: string): Promise<Share[]> =>
  ask<Share>(
    busUrl,
    `select group_name as "group", count(distinct owner)::int as members, count(*) filter (where owner is null)::int as unowned
     from bus_position group by group_name order by group_name`,
  );
