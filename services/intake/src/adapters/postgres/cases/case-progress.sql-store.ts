import type { Tx } from '@tongxiu/messaging';
import { CaseProgresses, type CaseNews } from '../../../app/cases/follow-cases.js';
import type { CaseProgress } from '../../../domain/cases/case-progress.js';

const columns = [
  ['supplement_requested_at', 'timestamptz', 'supplementRequestedAt'],
  ['supplemented_at', 'timestamptz', 'supplementedAt'],
  ['accepted_at', 'timestamptz', 'acceptedAt'],
  ['decide_by', 'date', 'decideBy'],
  ['not_accepted_at', 'timestamptz', 'notAcceptedAt'],
  ['approved_at', 'timestamptz', 'approvedAt'],
  ['refused_at', 'timestamptz', 'refusedAt'],
  ['shown_at', 'timestamptz', 'shownAt'],
  ['supplement_reasons', 'json', 'supplementReasons'],
  ['end_reasons', 'json', 'endReasons'],
  ['receipts', 'json', 'receipts'],
  ['withdrawal_requested_at', 'timestamptz', 'withdrawalRequestedAt'],
  ['withdrawn_at', 'timestamptz', 'withdrawnAt'],
  ['objected_at', 'timestamptz', 'objectedAt'],
  ['answer_objection_by', 'date', 'answerObjectionBy'],
  ['objection_upheld_at', 'timestamptz', 'objectionUpheldAt'],
  ['objection_rejected_at', 'timestamptz', 'objectionRejectedAt'],
  ['recognised_at', 'timestamptz', 'recognisedAt'],
  ['revoked_at', 'timestamptz', 'revokedAt'],
  ['objection_reasons', 'json', 'objectionReasons'],
  ['recognition_reasons', 'json', 'recognitionReasons'],
  ['revocation_reasons', 'json', 'revocationReasons'],
] as const satisfies readonly (readonly [string, string, keyof CaseProgress])[];

export class SqlCaseProgresses extends CaseProgresses {
  /** Only the columns this batch tells something about are named, which nearly always are one or two; the row stays on its page. */
  async note(news: readonly CaseNews[], tx: Tx): Promise<void> {
    const told = columns
      .map(([name, type, field]) => ({ name, type, values: news.map(({ progress }) => stored(progress[field])) }))
      .filter(({ values }) => values.some((value) => value !== null));
    if (told.length === 0) return;
    await tx.query(
      `update case_progress p set ${told.map(({ name }) => `${name} = coalesce(p.${name}, v.${name})`).join(', ')}
       from unnest($1::uuid[]${told.map(({ type }, index) => `, $${index + 2}::${type}[]`).join('')})
         as v(case_id${told.map(({ name }) => `, ${name}`).join('')})
       where p.case_id = v.case_id`,
      [news.map(({ caseId }) => caseId), ...told.map(({ values }) => values)],
    );
  }

  async freeListings(cases: readonly CaseNews[], tx: Tx): Promise<void> {
    await tx.query(
      `delete from listing_case h using unnest($1::text[], $2::uuid[]) as v(record_key, case_id)
       where h.record_key = v.record_key and h.case_id = v.case_id`,
      [cases.map(({ recordKey }) => recordKey), cases.map(({ caseId }) => caseId)],
    );
  }
}

/** The columns of a case's progress, with instants as ISO 8601 text and days as days: no driver's `Date` comes in between. */
export const progressColumns = (alias: string): string =>
  columns
    .map(([name, type]) =>
      type === 'timestamptz' ? `${isoInstant(`${alias}.${name}`)} as ${name}` : `${alias}.${name}${type === 'date' ? '::text' : ''}`,
    )
    .join(', ');

export const isoInstant = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

export type ProgressRow = Readonly<Record<(typeof columns)[number][0], unknown>>;

export function progressOf(row: ProgressRow): CaseProgress {
  return Object.fromEntries(columns.map(([name, , field]) => [field, row[name]] as const).filter(([, value]) => value !== null));
}

const stored = (value: CaseProgress[keyof CaseProgress]): string | null =>
  value === undefined ? null : typeof value === 'string' ? value : JSON.stringify(value);
