import type { Tx } from '@tongxiu/messaging';
import { CaseNotes, type CaseNote } from '../../app/review-files.js';

export class SqlCaseNotes extends CaseNotes {
  async add(notes: readonly CaseNote[], tx: Tx): Promise<void> {
    await tx.query(
      `insert into case_note (case_id, at, code, message) select * from unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::json[])`,
      [
        notes.map(({ caseId }) => caseId),
        notes.map(({ at }) => at),
        notes.map(({ code }) => code),
        notes.map(({ message }) => JSON.stringify(message)),
      ],
    );
  }
}
