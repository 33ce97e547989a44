import type { Tx } from '@tongxiu/messaging';
import type pg from 'pg';
import { CompanyContacts, Messages, type CaseMessage, type CompanyMessage, type NewContact } from '../../../app/messages/messages.js';
import type { NumberSeal } from '../../messages/number-seal.js';

export class SqlMessages extends Messages {
  constructor(
    private readonly seal: NumberSeal,
    private readonly wake: () => void,
  ) {
    super();
  }

  async open(contacts: readonly NewContact[], tx: Tx): Promise<void> {
    const silent = [...new Set(contacts.filter(({ phone }) => phone === undefined).map(({ creditCode }) => creditCode))];
    const known = silent.length === 0 ? [] : await companiesOf(silent, tx);
    const left = new Map(known.map((row) => [row.credit_code, row.phone]));
    const told = contacts.flatMap(({ caseId, creditCode, phone, text }) => {
      const sealed = phone === undefined ? left.get(creditCode) : this.seal.seal(phone);
      return sealed === undefined ? [] : [{ caseId, sealed, text }];
    });
    if (told.length === 0) return;
    await tx.query(
      `with v as (select * from unnest($1::uuid[], $2::text[], $3::text[]) as v(case_id, phone, text)),
       kept as (insert into case_contact (case_id, phone) select case_id, phone from v)
       insert into message_outbox (case_id, kind, text, phone) select case_id, 'submitted', text, phone from v`,
      [told.map(({ caseId }) => caseId), told.map(({ sealed }) => sealed), told.map(({ text }) => text)],
    );
    tx.afterCommit(this.wake);
  }

  async reopen({ caseId, creditCode, phone }: Omit<NewContact, 'text'>, tx: Tx): Promise<void> {
    const sealed = phone === undefined ? (await companiesOf([creditCode], tx))[0]?.phone : this.seal.seal(phone);
    if (sealed === undefined) return;
    await tx.query('insert into case_contact (case_id, phone) values ($1, $2) on conflict (case_id) do update set phone = excluded.phone', [
      caseId,
      sealed,
    ]);
  }

  /** On the path of every decision, and most cases have no number: which ones do is one look into an index, and only they cost more. */
  async tell(messages: readonly CaseMessage[], tx: Tx): Promise<void> {
    if (messages.length === 0) return;
    const reached = await tx.query<{ case_id: string }>('select case_id from case_contact where case_id = any($1::uuid[])', [
      `{${messages.map(({ caseId }) => caseId).join(',')}}`,
    ]);
    if (reached.length === 0) return;
    const reachable = new Set(reached.map((row) => row.case_id));
    const told = messages.filter(({ caseId }) => reachable.has(caseId));
    await tx.query(
      `with v as (select * from unnest($1::uuid[], $2::text[], $3::text[], $4::boolean[]) as v(case_id, kind, text, last)),
       forgotten as (delete from case_contact c using v where v.last and c.case_id = v.case_id)
       insert into message_outbox (case_id, kind, text, phone)
       select v.case_id, v.kind, v.text, c.phone from v join case_contact c on c.case_id = v.case_id`,
      [told.map(({ caseId }) => caseId), told.map(({ kind }) => kind), told.map(({ text }) => text), told.map(({ last }) => last)],
    );
    tx.afterCommit(this.wake);
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

const companiesOf = (creditCodes: readonly string[], tx: Tx) =>
  tx.query<{ credit_code: string; phone: string }>('select credit_code, phone from company_contact where credit_code = any($1::text[])', [
    creditCodes,
  ]);

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
