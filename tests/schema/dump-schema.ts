import pg from 'pg';

const tables = `
  select c.oid, c.relname as name, coalesce(array_to_string(c.reloptions, ', '), '') as options
  from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by c.relname`;
const columns = `
  select a.attname as name, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as required, a.attidentity as identity,
         pg_get_expr(d.adbin, d.adrelid) as value, a.attgenerated as generated
  from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where a.attrelid = $1 and a.attnum > 0 and not a.attisdropped order by a.attnum`;
const constraints = `select conname as name, pg_get_constraintdef(oid) as definition from pg_constraint where conrelid = $1 and contype <> 'n' order by conname`;
const indexes = `
  select pg_get_indexdef(i.indexrelid) as definition from pg_index i join pg_class c on c.oid = i.indexrelid
  where i.indrelid = $1 and not exists (select from pg_constraint k where k.conindid = i.indexrelid) order by c.relname`;
const functions = `select pg_get_functiondef(oid) as definition from pg_proc where pronamespace = 'public'::regnamespace and prokind in ('f', 'p') order by proname`;
const sequences = `
  select sequencename as name from pg_sequences where schemaname = 'public' and not exists (
    select from pg_depend d where d.objid = (quote_ident(sequencename))::regclass and d.deptype in ('a', 'i')) order by 1`;

/** The schema as text, from the catalogue: the binaries that come from npm have no pg_dump. Deterministic, so that two can be compared. */
export async function dumpSchema(databaseUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const parts: string[] = [];
    for (const table of (await client.query<{ oid: number; name: string; options: string }>(tables)).rows)
      parts.push(await tableText(client, table));
    for (const { name } of (await client.query<{ name: string }>(sequences)).rows) parts.push(`sequence ${name}`);
    for (const { definition } of (await client.query<{ definition: string }>(functions)).rows) parts.push(definition.trimEnd());
    return `${parts.join('\n\n')}\n`;
  } finally {
    await client.end();
  }
}

async function tableText(client: pg.Client, { oid, name, options }: { oid: number; name: string; options: string }): Promise<string> {
  const described = (await client.query<ColumnRow>(columns, [oid])).rows.map(columnText);
  const constrained = (await client.query<{ name: string; definition: string }>(constraints, [oid])).rows.map(
    (row) => `  constraint ${row.name} ${row.definition}`,
  );
  const indexed = (await client.query<{ definition: string }>(indexes, [oid])).rows.map(({ definition }) => definition);
  return [`table ${name}${options === '' ? '' : ` with (${options})`}`, ...described, ...constrained, ...indexed].join('\n');
}

interface ColumnRow {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly identity: string;
  readonly generated: string;
  readonly value: string | null;
}

function columnText({ name, type, required, identity, generated, value }: ColumnRow): string {
  const made = identity !== '' ? ' identity' : value === null ? '' : generated !== '' ? ` generated ${value}` : ` default ${value}`;
  return `  ${name} ${type}${required ? ' not null' : ''}${made}`;
}
