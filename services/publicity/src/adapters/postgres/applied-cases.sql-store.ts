import type { Tx } from '@tongxiu/messaging';
import {
  AppliedCases,
  type CaseStepTaken,
  type Commitment,
  type StepKind,
  type Submitted,
  type WantedCommitments,
} from '../../app/applied-cases.js';
import { foldedName, piecesToAsk } from '../../domain/folded-name.js';
import { instant } from './instant.js';
import type { PublicSearch } from './public-search.js';

const columnOf: Readonly<Record<StepKind, string>> = {
  accepted: 'accepted_at',
  refused: 'refused_at',
  withdrawn: 'withdrawn_at',
  revoked: 'revoked_at',
};

/** Rows are taken in the order of their ids by both reactions, so neither can wait for the other in a circle. */
export class SqlAppliedCases extends AppliedCases {
  constructor(private readonly search: PublicSearch) {
    super();
  }

  async submitted(cases: readonly Submitted[], tx: Tx): Promise<void> {
    await tx.query(
      `insert into applied_case (case_id, record_key, record_revision, subject_name, credit_code, publishable, submitted_at)
       select distinct on (case_id) *
         from unnest($1::uuid[], $2::text[], $3::int[], $4::text[], $5::text[], $6::boolean[], $7::timestamptz[])
           as u (case_id, record_key, record_revision, subject_name, credit_code, publishable, submitted_at)
        order by case_id
       on conflict (case_id) do update
          set record_key = excluded.record_key, record_revision = excluded.record_revision, subject_name = excluded.subject_name,
              credit_code = excluded.credit_code, publishable = excluded.publishable, submitted_at = excluded.submitted_at`,
      [
        cases.map(({ caseId }) => caseId),
        cases.map(({ recordKey }) => recordKey),
        cases.map(({ recordRevision }) => recordRevision),
        cases.map(({ subjectName }) => subjectName),
        cases.map(({ creditCode }) => creditCode),
        cases.map(({ publishable }) => publishable),
        cases.map(({ submittedAt }) => submittedAt),
      ],
    );
  }

  /** One statement for all kinds: a case that takes two steps in a batch is one row, and the last time of each step counts. */
  async took(steps: readonly CaseStepTaken[], tx: Tx): Promise<void> {
    const time = (what: StepKind): string => `max(at) filter (where what = '${what}')`;
    const columns = Object.values(columnOf);
    await tx.query(
      `insert into applied_case (case_id, record_key, ${columns.join(', ')}, revoked_why)
       select case_id, min(record_key), ${Object.keys(columnOf)
         .map((what) => time(what as StepKind))
         .join(', ')}, (array_agg(reasons) filter (where what = 'revoked'))[1]
         from unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[], $5::json[]) as u (case_id, record_key, what, at, reasons)
        group by case_id
        order by case_id
       on conflict (case_id) do update
          set ${columns.map((column) => `${column} = coalesce(excluded.${column}, applied_case.${column})`).join(', ')},
              revoked_why = coalesce(excluded.revoked_why, applied_case.revoked_why)`,
      [
        steps.map(({ caseId }) => caseId),
        steps.map(({ recordKey }) => recordKey),
        steps.map(({ what }) => what),
        steps.map(({ at }) => at),
        steps.map(({ reasons }) => (reasons === undefined ? null : JSON.stringify(reasons))),
      ],
    );
  }

  async commitments({ name, creditCode, after, limit }: WantedCommitments): Promise<readonly Commitment[]> {
    const values: unknown[] = [];
    const given = (value: unknown): string => `$${values.push(value)}`;
    const conditions = ['a.publishable', 'a.accepted_at is not null', 'a.withdrawn_at is null'];
    if (creditCode !== undefined) conditions.push(`a.credit_code = ${given(creditCode)}`);
    if (after !== undefined) conditions.push(`a.case_id < ${given(after)}::uuid`);
    if (name !== undefined) {
      const folded = foldedName(name);
      // Every application is about a record, whose name is indexed already.
      conditions.push(`a.record_key in (
        select record_key from publication_content
         where name_pieces @> ${given(piecesToAsk(folded))}::text[] and strpos(folded_name, ${given(folded)}) > 0)`);
    }
    return this.search.run<Commitment>(
      `select a.case_id as "caseId", a.record_key as "recordKey", a.subject_name as "subjectName", a.credit_code as "creditCode",
              ${instant('a.submitted_at')} as "madeAt", ${instant('a.accepted_at')} as "publishedAt", ${instant('a.revoked_at')} as "revokedAt",
              a.revoked_why as "revokedWhy"
         from applied_case a
        where ${conditions.join(' and ')}
        order by a.case_id desc
        limit ${given(limit)}`,
      values,
    );
  }
}
