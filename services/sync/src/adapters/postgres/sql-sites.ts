import type pg from 'pg';
import { Sites, type KnownSite } from '../../app/sites.js';
import type { Site } from '../../domain/site.js';

export class SqlSites extends Sites {
  constructor(private readonly pool: pg.Pool) {
    super();
  }

  async register(sites: readonly Site[]): Promise<readonly KnownSite[]> {
    const values = [JSON.stringify(sites.map(({ id, tier, name, kinds }) => ({ id, tier, name, kinds })))];
    const { rows } = await this.pool.query<{ id: string; site_no: number }>(register, values);
    await this.pool.query(`insert into lane (site_no) select site_no from site on conflict do nothing`);
    await this.pool.query(`insert into read_back (site_no) select site_no from site on conflict do nothing`);
    await this.pool.query(
      `insert into closing (kind, through) select distinct unnest(kinds), (select changes from head) from site on conflict do nothing`,
    );
    const numbers = new Map(rows.map(({ id, site_no }) => [id, site_no]));
    return sites.map((site) => ({ ...site, siteNo: numbers.get(site.id) ?? 0 }));
  }
}

const register = `
  with given as (select * from jsonb_to_recordset($1::jsonb) as g (id text, tier text, name jsonb, kinds jsonb)),
       gone as (update site set configured = false where id not in (select id from given))
  insert into site (id, tier, name, kinds, joined_after)
  select id, tier, name, array(select jsonb_array_elements_text(given.kinds)), (select changes from head) from given
  on conflict (id) do update set tier = excluded.tier, name = excluded.name, kinds = excluded.kinds, configured = true
  returning id, site_no`;
