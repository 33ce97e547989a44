import type { Transactions } from '@tongxiu/messaging';
import { PublicRecords, type KnownRecord, type ShownRecord, type Wanted } from '../../app/public-records.js';
import { foldedName, piecesToAsk } from '../../domain/folded-name.js';
import { instant } from './instant.js';
import type { PublicSearch } from './public-search.js';

export class SqlPublicRecords extends PublicRecords {
  constructor(
    private readonly transactions: Transactions,
    private readonly publicSearch: PublicSearch,
  ) {
    super();
  }

  async search(wanted: Wanted): Promise<readonly ShownRecord[]> {
    const name = wanted.name === undefined ? undefined : foldedName(wanted.name);
    const { text, values } = searchOf({ ...wanted, name });
    return this.publicSearch.run<ShownRecord>(text, values);
  }

  async find(recordKey: string): Promise<KnownRecord | undefined> {
    const [row] = await this.transactions.run((tx) => tx.query<KnownRecord>(`${knownRecords} where p.record_key = $1`, [recordKey]));
    return row;
  }

  async of(creditCode: string, after: string | undefined, limit: number): Promise<readonly KnownRecord[]> {
    return this.transactions.run((tx) =>
      tx.query<KnownRecord>(`${knownRecords} where c.credit_code = $1 and c.record_key > $2 order by c.record_key limit $3`, [
        creditCode,
        after ?? '',
        limit,
      ]),
    );
  }
}

const knownRecords = `
  select p.record_key as "recordKey", p.version, p.state, ${instant('p.changed_at')} as since, h.cause, h.effects,
         c.minimum_until::text as "minimumUntil", c.maximum_until::text as "maximumUntil", c.content as record
    from publication_content c
    join publication p using (record_key)
    join publication_history h using (record_key, version)`;

/** One text per combination of what is asked, so that each has its own plan; the values never become part of it. */
function searchOf({ name, creditCode, kind, after, limit }: Wanted): { text: string; values: unknown[] } {
  const values: unknown[] = [];
  const given = (value: unknown): string => `$${values.push(value)}`;
  const conditions = [`p.state = 'shown'`];
  if (creditCode !== undefined) conditions.push(`c.credit_code = ${given(creditCode)}`);
  // The key begins with the kind, and `;` is the character after `:`; so a kind is a stretch of the key's index.
  if (kind !== undefined) conditions.push(`c.record_key > ${given(`${kind}:`)}`, `c.record_key < ${given(`${kind};`)}`);
  if (after !== undefined) conditions.push(`c.record_key > ${given(after)}`);
  if (name !== undefined)
    conditions.push(`c.name_pieces @> ${given(piecesToAsk(name))}::text[]`, `strpos(c.folded_name, ${given(name)}) > 0`);
  const text = `
    select c.record_key as "recordKey", p.version, ${instant('p.changed_at')} as "shownSince",
           c.minimum_until::text as "minimumUntil", c.maximum_until::text as "maximumUntil", c.content as record
      from publication_content c
      join publication p using (record_key)
     where ${conditions.join(' and ')}
     order by c.record_key
     limit ${given(limit)}`;
  return { text, values };
}
