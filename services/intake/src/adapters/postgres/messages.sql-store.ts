import type { Tx } from '@tongxiu/messaging';
import type pg from 'pg';
import { CompanyContacts, Messages, type CaseMessage, type CompanyMessage, type NewContact } from '../../app/messages/messages.js';
import type { NumberSeal } from '../messages/number-seal.js';

export class SqlMessages extends Messages {
  constructor(
    private readonly seal: NumberSeal,
    private readonly wake: () => void,
  ) {
    super();
  }

  async open(contacts: readonly NewContact[], tx: Tx): Promise<void> {
    const told = await tx.query(
      `with told as (
         select v.case_id, coalesce(v.phone, k.phone) as phone, v.text
         from unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) as v(case_id, credit_code, phone, text)
         left join company_contact k on k.credit_code = v.credit_code
         where coalesce(v.phone, k.phone) is not null),
       kept as (insert into case_contact (case_id, phone) select case_id, phone from told
                on conflict (case_id) do update set phone = excluded.phone)
       insert into message_outbox (case_id, kind, text, phone) select case_id, 'submitted', text, phone from told returning 1`,
      [
        contacts.map(({ caseId }) => caseId),
        contacts.map(({ creditCode }) => creditCode),
        contacts.map(({ phone }) => (phone === undefined ? null : this.seal.seal(phone))),
        contacts.map(({ text }) => text),
      ],
    );
    if (told.length > 0) tx.afterCommit(this.wake);
  }

  /** One statement for a whole batch of steps; most cases have no number, and cost one look into an index. */
  async tell(messages: readonly CaseMessage[], tx: Tx): Promise<void> {
    if (messages.length === 0) return;
    const told = await tx.query(
      `with v as (select * from unnest($1::uuid[], $2::text[], $3::text[], $4::boolean[]) as v(case_id, kind, text, last)),
       forgotten as (delete from case_contact c using v where v.last and c.case_id = v.case_id)
       insert into message_outbox (case_id, kind, text, phone)
       select v.case_id, v.kind, v.text, c.phone from v join case_contact c on c.case_id = v.case_id returning 1`,
      [
        messages.map(({ caseId }) => caseId),
        messages.map(({ kind }) => kind),
        messages.map(({ text }) => text),
        messages.map(({ last }) => last),
      ],
    );
    if (told.length > 0) tx.afterCommit(this.wake);
  }

  async remind(messages: readonly CompanyMessage[], tx: Tx): Promise<void> {
    if (messages.length === 0) return;
    const told = await tx.query(
      `insert into message_outbox (kind, text, phone)
       select v.kind, v.text, k.phone from unnest($1::text[], $2::text[], $3::text[]) as v(credit_code, kind, text)
       join company_contact k on k.credit_code = v.credit_code returning 1`,
      [messages.map(({ creditCode }) => creditCode), messages.map(({ kind }) => kind), messages.map(({ text }) => text)],
    );
    if (told.length > 0) tx.afterCommit(this.wake);
  }
}

export class SqlCompanyContacts extends CompanyContacts {
  constructor(
    private readonly pool: pg.Pool,
    private readonly seal: NumberSeal,
  ) {
    super();
  }

  async set(creditCode: string, phone: string, setBy: string): Promise<void> {
    await this.pool.query(
      `insert into company_contact (credit_code, phone, set_by) values ($1, $2, $3)
       on conflict (credit_code) do update set phone = excluded.phone, set_at = now(), set_by = excluded.set_by`,
      [creditCode, this.seal.seal(phone), setBy],
    );
  }

  async forget(creditCode: string): Promise<void> {
    await this.pool.query('delete from company_contact where credit_code = $1', [creditCode]);
  }
}
