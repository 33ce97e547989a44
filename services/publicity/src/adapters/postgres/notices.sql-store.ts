import type { Transactions } from '@tongxiu/messaging';
import { Notices, type Coverage, type KeptService, type Notifiable, type TemplateText, type Unserved } from '../../app/notices.js';
import { instant } from './instant.js';

/** The key of a penalty begins with kind and organ, and `;` is the character after `:`; so an organ is a stretch of the key's index. */
const stretchOf = (organCode: string): readonly [string, string] => [`penalty:${organCode}:`, `penalty:${organCode};`];

/** The last entry of each record. */
const lastService = `
  left join lateral (select served_on, decision_served_on from notice_service s where s.record_key = c.record_key order by entry desc limit 1) s on true`;

export class SqlNotices extends Notices {
  constructor(private readonly transactions: Transactions) {
    super();
  }

  async notifiable(recordKey: string): Promise<Notifiable | undefined> {
    const [row] = await this.query<Notifiable>(
      `select record_key as "recordKey", content as record, notice_required as "noticeRequired" from publication_content where record_key = $1`,
      [recordKey],
    );
    return row;
  }

  async template(organCode: string): Promise<TemplateText | undefined> {
    const [row] = await this.query<TemplateText>(
      `select organ_code as "organCode", paragraphs, changed_by as "changedBy", ${instant('changed_at')} as "changedAt"
         from notice_template where organ_code = $1`,
      [organCode],
    );
    return row;
  }

  async keepTemplate({ organCode, paragraphs, changedBy, changedAt }: TemplateText): Promise<void> {
    await this.query(
      `insert into notice_template (organ_code, paragraphs, changed_by, changed_at) values ($1, $2, $3, $4)
       on conflict (organ_code) do update
          set paragraphs = excluded.paragraphs, changed_by = excluded.changed_by, changed_at = excluded.changed_at`,
      [organCode, JSON.stringify(paragraphs), changedBy, changedAt],
    );
  }

  async keepService({ recordKey, servedOn, decisionServedOn, receiptReference, recordedBy, recordedAt }: KeptService): Promise<void> {
    await this.query(
      `insert into notice_service (record_key, served_on, decision_served_on, receipt_reference, recorded_by, recorded_at)
       values ($1, $2, $3, $4, $5, $6)`,
      [recordKey, servedOn, decisionServedOn, receiptReference, recordedBy, recordedAt],
    );
  }

  coverage(organCode: string | undefined): Promise<readonly Coverage[]> {
    const [from, to] = organCode === undefined ? ['penalty:', 'penalty;'] : stretchOf(organCode);
    return this.query<Coverage>(
      `select split_part(c.record_key, ':', 2) as "organCode", max(c.content ->> 'organName') as "organName", count(*)::int as required,
              count(s.served_on)::int as served, (count(*) filter (where s.served_on = s.decision_served_on))::int as together
         from publication_content c ${lastService}
        where c.record_key > $1 and c.record_key < $2 and c.notice_required
        group by 1 order by 1`,
      [from, to],
    );
  }

  unserved(organCode: string, after: string | undefined, limit: number): Promise<readonly Unserved[]> {
    const [from, to] = stretchOf(organCode);
    return this.query<Unserved>(
      `select c.record_key as "recordKey", c.content ->> 'subjectName' as "subjectName", c.content ->> 'documentNo' as "documentNo",
              c.content ->> 'decidedOn' as "decidedOn"
         from publication_content c
        where c.record_key > greatest($1, $3) and c.record_key < $2 and c.notice_required
          and not exists (select from notice_service s where s.record_key = c.record_key)
        order by c.record_key
        limit $4`,
      [from, to, after ?? '', limit],
    );
  }

  private query<Row extends object>(text: string, values: readonly unknown[]): Promise<Row[]> {
    return this.transactions.run((tx) => tx.query<Row>(text, values));
  }
}
