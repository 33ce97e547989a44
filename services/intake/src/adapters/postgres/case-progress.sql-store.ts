import type { Tx } from '@tongxiu/messaging';
import { CaseProgresses, type CaseNews } from '../../app/follow-cases.js';
import type { CaseProgress } from '../../domain/case-progress.js';

const columns = [
  ['supplement_requested_at', 'timestamptz', (told: CaseProgress) => told.supplementRequestedAt],
  ['supplemented_at', 'timestamptz', (told: CaseProgress) => told.supplementedAt],
  ['accepted_at', 'timestamptz', (told: CaseProgress) => told.acceptedAt],
  ['decide_by', 'date', (told: CaseProgress) => told.decideBy],
  ['not_accepted_at', 'timestamptz', (told: CaseProgress) => told.notAcceptedAt],
  ['approved_at', 'timestamptz', (told: CaseProgress) => told.approvedAt],
  ['refused_at', 'timestamptz', (told: CaseProgress) => told.refusedAt],
  ['shown_at', 'timestamptz', (told: CaseProgress) => told.shownAt],
  ['supplement_reasons', 'json', (told: CaseProgress) => told.supplementReasons && JSON.stringify(told.supplementReasons)],
  ['end_reasons', 'json', (told: CaseProgress) => told.endReasons && JSON.stringify(told.endReasons)],
  ['receipts', 'json', (told: CaseProgress) => told.receipts && JSON.stringify(told.receipts)],
] as const;

export class SqlCaseProgresses extends CaseProgresses {
  /** Only the columns this batch tells something about are named, which nearly always are one or two; the row stays on its page. */
  async note(news: readonly CaseNews[], tx: Tx): Promise<void> {
    const told = columns
      .map(([name, type, read]) => ({ name, type, values: news.map(({ progress }) => read(progress) ?? null) }))
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
  const known = columns.map(([name]) => [fields[name], row[name]] as const).filter(([, value]) => value !== null);
  return Object.fromEntries(known);
}

const fields: Readonly<Record<(typeof columns)[number][0], keyof CaseProgress>> = {
  supplement_requested_at: 'supplementRequestedAt',
  supplemented_at: 'supplementedAt',
  accepted_at: 'acceptedAt',
  decide_by: 'decideBy',
  not_accepted_at: 'notAcceptedAt',
  approved_at: 'approvedAt',
  refused_at: 'refusedAt',
  shown_at: 'shownAt',
  supplement_reasons: 'supplementReasons',
  end_reasons: 'endReasons',
  receipts: 'receipts',
};
