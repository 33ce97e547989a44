import type { ApplicantStatements, Channel, MaterialReference, RecordContent } from '@tongxiu/contracts';
import type pg from 'pg';
import type { Entry } from '../../../app/submit-applications.js';
import type { CaseProgress } from '../../../domain/cases/case-progress.js';
import { isoInstant, progressColumns, progressOf, type ProgressRow } from './case-progress.sql-store.js';

/** A case as it is read: what was submitted, about which record, and how far it has come. */
export interface CaseFile {
  readonly caseId: string;
  readonly recordKey: string;
  readonly listing: number;
  readonly creditCode: string;
  readonly channel: Channel;
  readonly entry: Entry;
  readonly statements: ApplicantStatements;
  readonly materials: readonly MaterialReference[];
  readonly submittedAt: string;
  readonly acceptBy: string | null;
  readonly record: RecordContent;
  readonly progress: CaseProgress;
}

interface CaseFileRow extends ProgressRow {
  readonly case_id: string;
  readonly record_key: string;
  readonly listing: number;
  readonly credit_code: string;
  readonly channel: Channel;
  readonly entry: Entry;
  readonly statements: ApplicantStatements;
  readonly materials: readonly MaterialReference[];
  readonly submitted: string;
  readonly accept_by: string | null;
  readonly content: string;
}

export class SqlCaseFiles {
  constructor(private readonly pool: pg.Pool) {}

  byId(caseId: string): Promise<CaseFile | undefined> {
    return this.find('a.case_id = $1::uuid', caseId);
  }

  byQueryCode(queryCode: string): Promise<CaseFile | undefined> {
    return this.find('a.query_code = $1', queryCode);
  }

  private async find(condition: string, value: string): Promise<CaseFile | undefined> {
    const { rows } = await this.pool.query<CaseFileRow>(
      `select a.case_id, a.record_key, a.listing, a.credit_code, a.channel, a.entry, a.statements, a.materials,
              ${isoInstant('a.submitted_at')} as submitted, a.accept_by::text, l.content, ${progressColumns('p')}
       from application a
       join case_progress p using (case_id)
       join register_revision l on l.record_key = a.record_key and l.revision = a.listing
       where ${condition}`,
      [value],
    );
    const [row] = rows;
    return (
      row && {
        caseId: row.case_id,
        recordKey: row.record_key,
        listing: row.listing,
        creditCode: row.credit_code,
        channel: row.channel,
        entry: row.entry,
        statements: row.statements,
        materials: row.materials,
        submittedAt: row.submitted,
        acceptBy: row.accept_by,
        record: JSON.parse(row.content) as RecordContent,
        progress: progressOf(row),
      }
    );
  }
}
