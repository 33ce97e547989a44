import type { MaterialReference } from '@tongxiu/contracts';
import type { CalendarStore } from '@tongxiu/calendars';
import type { Tx } from '@tongxiu/messaging';
import type { CalendarEdition } from '@tongxiu/working-days';
import { ReviewFiles, type LockedFiles, type OpenedFile } from '../../app/review-files.js';
import type { Deadline } from '../../domain/deadlines.js';
import type { Moved } from '../../domain/review-file.js';
import { openStages } from '../../domain/stages.js';
import { deadlineColumns, readDeadline, type DeadlineRow } from './deadline-rows.js';
import {
  insertDeadlines,
  insertDossiers,
  insertFiles,
  lockFiles,
  recordBreaches,
  saveSteps,
  selectAcceptClocks,
} from './review-files.sql.js';
import { readFile, type FileRow } from './review-file-rows.js';

export class SqlReviewFiles extends ReviewFiles {
  constructor(private readonly calendars: CalendarStore) {
    super();
  }

  async lock(caseIds: readonly string[], tx: Tx): Promise<LockedFiles> {
    const rows = await tx.query<FileRow>(lockFiles, [caseIds]);
    const files = new Map(rows.map((row) => [row.case_id, readFile(row)] as const));
    return { files, calendar: await this.calendarOf(rows[0]) };
  }

  async open(opened: readonly OpenedFile[], tx: Tx): Promise<void> {
    const files = opened.map(({ file }) => file);
    const caseIds = files.map(({ caseId }) => caseId);
    const rows = await tx.query<{ case_id: string }>(insertFiles, [
      caseIds,
      files.map(({ recordKey }) => recordKey),
      files.map(({ recordRevision }) => recordRevision),
      files.map(({ stage }) => stage),
      files.map(({ step }) => step),
      files.map(({ organCode }) => organCode),
      files.map(({ channel }) => channel),
      files.map(({ rulebook }) => rulebook),
      files.map(({ facts }) => JSON.stringify(facts)),
      files.map(({ materials }) => materials.join(' ')),
      files.map(({ submittedAt }) => submittedAt),
      files.map(({ dueAt }) => dueAt ?? 'infinity'),
      files.map(({ noticeDueAt }) => noticeDueAt ?? 'infinity'),
    ]);
    const opening = new Set(rows.map(({ case_id }) => case_id));
    const fresh = opened.filter(({ file }) => opening.has(file.caseId));
    if (fresh.length === 0) return;
    await tx.query(insertDossiers, [
      fresh.map(({ file }) => file.caseId),
      fresh.map(({ dossier }) => JSON.stringify(dossier.record)),
      fresh.map(({ dossier }) => JSON.stringify(dossier.statements)),
      fresh.map(({ dossier }) => JSON.stringify(dossier.materials)),
      fresh.map(({ file }) => file.recordKey),
      fresh.map(({ file }) => file.organCode),
      fresh.map(({ dossier }) => dossier.record.kind),
      fresh.map(({ file }) => file.submittedAt),
    ]);
    await tx.query(insertDeadlines, deadlineColumns(fresh.flatMap(({ deadlines }) => deadlines)));
  }

  async save(moved: readonly Moved[], tx: Tx): Promise<void> {
    const changes = moved.flatMap((step) => step.changes);
    await tx.query(saveSteps, [
      moved.map(({ file }) => file.caseId),
      moved.map(({ file }) => file.stage),
      moved.map(({ file }) => file.step),
      moved.map(({ file }) => file.materials.join(' ')),
      moved.map(({ file }) => file.acceptedAt),
      moved.map(({ file }) => file.dueAt ?? 'infinity'),
      moved.map(({ file }) => file.noticeDueAt ?? 'infinity'),
      moved.map(({ move }) => move),
      moved.map(({ at }) => at),
      moved.map(({ reasons }) => JSON.stringify(reasons)),
      moved.map(({ judgement }) => (judgement === undefined ? null : JSON.stringify(judgement.findings))),
      moved.map(({ file }) => file.rulebook),
      moved.map(({ judgement }) => judgement?.calendar ?? null),
      moved.map(({ judgement }) => (judgement === undefined ? null : JSON.stringify(judgement.verdict))),
      moved.map(({ by }) => by?.subject ?? null),
      moved.map(({ by }) => by?.organCode ?? null),
      moved.map(({ by }) => by?.organName ?? null),
      ...deadlineColumns(moved.flatMap(({ started }) => started)),
      changes.map(({ caseId }) => caseId),
      changes.map(({ what }) => what),
      changes.map(({ status }) => status),
      changes.map(({ metAt }) => metAt ?? null),
      changes.map(({ suspendedOn }) => suspendedOn ?? null),
      changes.map(({ resumed }) => resumed?.on ?? null),
      changes.map(({ resumed }) => resumed?.dueDate ?? null),
      changes.map(({ resumed }) => resumed?.dueAt ?? null),
      changes.map(({ resumed }) => resumed?.calendar ?? null),
    ]);
    const breaches = moved.flatMap(({ at, changes }) =>
      changes.flatMap((change) => (change.status === 'missed' ? [{ ...change, at }] : [])),
    );
    if (breaches.length === 0) return;
    await tx.query(recordBreaches, [breaches.map(({ caseId }) => caseId), breaches.map(({ what }) => what), breaches.map(({ at }) => at)]);
  }

  async openOn(recordKeys: readonly string[], tx: Tx): Promise<readonly string[]> {
    const rows = await tx.query<{ case_id: string }>(
      `select case_id from review_dossier d join review_file f using (case_id)
       where d.record_key = any($1) and (f.stage = any($2) or exists (select from objection o where o.case_id = f.case_id and o.stage = 'filed'))`,
      [recordKeys, openStages],
    );
    return rows.map(({ case_id }) => case_id);
  }

  async acceptClocks(caseIds: readonly string[], tx: Tx): Promise<readonly Deadline[]> {
    return (await tx.query<DeadlineRow>(selectAcceptClocks, [caseIds])).map(readDeadline);
  }

  async addMaterials(
    added: readonly { readonly caseId: string; readonly materials: readonly MaterialReference[] }[],
    tx: Tx,
  ): Promise<void> {
    await tx.query(
      `update review_dossier d set materials = d.materials || added.materials
       from unnest($1::uuid[], $2::jsonb[]) as added (case_id, materials) where d.case_id = added.case_id`,
      [added.map(({ caseId }) => caseId), added.map(({ materials }) => JSON.stringify(materials))],
    );
  }

  /** The locking statement has read which edition is current; only an empty database has to be asked again. */
  private async calendarOf(row: FileRow | undefined): Promise<CalendarEdition> {
    const named = row?.calendar === undefined || row.calendar === null ? undefined : await this.calendars.edition(row.calendar);
    return named ?? this.calendars.current();
  }
}
