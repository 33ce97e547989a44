import type { Pool } from 'pg';
import { ArchiveIndex, type ArchiveCursor, type ArchiveQuestion } from '../../app/read-archive.js';

export class SqlArchiveIndex extends ArchiveIndex {
  constructor(private readonly pool: Pool) {
    super();
  }

  /** Each condition is in the statement only where it is asked, so that the index of the organ is used where one is named. */
  async page(
    { from, before, kind, organCode }: ArchiveQuestion,
    after: ArchiveCursor | undefined,
    limit: number,
  ): Promise<readonly string[]> {
    const values: unknown[] = [];
    const given = (value: unknown): string => `$${values.push(value)}`;
    const conditions = [
      ...(from === undefined ? [] : [`submitted_at >= ${given(from)}`]),
      ...(before === undefined ? [] : [`submitted_at < ${given(before)}`]),
      ...(kind === undefined ? [] : [`kind = ${given(kind)}`]),
      ...(organCode === undefined ? [] : [`organ_code = ${given(organCode)}`]),
      ...(after === undefined ? [] : [`(submitted_at, case_id) > (${given(after.submittedAt)}, ${given(after.caseId)})`]),
    ];
    const { rows } = await this.pool.query<{ case_id: string }>(
      `select case_id from review_dossier ${conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`}
       order by submitted_at, case_id limit ${given(limit)}`,
      values,
    );
    return rows.map(({ case_id }) => case_id);
  }
}
