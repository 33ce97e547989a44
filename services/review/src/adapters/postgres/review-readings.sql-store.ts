import type { ApplicantStatements, MaterialReference, Reason, RecordContent, Wording } from '@tongxiu/contracts';
import type { Verdict } from '@tongxiu/rulebook';
import type { Pool } from 'pg';
import { ReviewReadings, type StepTaken, type WholeFile, type WorklistItem, type WorklistQuestion } from '../../app/read-reviews.js';
import type { FiledObjection } from '../../app/objections.js';
import type { Findings } from '../../domain/case-facts.js';
import type { Move, Stage } from '../../domain/stages.js';
import type { ObjectionStage } from '../../domain/objections.js';
import { instant, readKeptDeadline, type KeptDeadlineRow } from './deadline-rows.js';
import { readFile, type FileRow } from './review-file-rows.js';
import { selectDeadlines } from './review-files.sql.js';

export class SqlReviewReadings extends ReviewReadings {
  constructor(private readonly pool: Pool) {
    super();
  }

  async worklist({ stages, organCode, after, limit }: WorklistQuestion): Promise<readonly WorklistItem[]> {
    const values = [stages, after?.dueAt ?? 'infinity', after?.caseId ?? null, limit, ...(organCode === undefined ? [] : [organCode])];
    const { rows } = await this.pool.query<FileRow>(organCode === undefined ? everybodysWork : ownWork, values);
    return rows.map(readItem);
  }

  async wholeFiles(caseIds: readonly string[]): Promise<readonly WholeFile[]> {
    const [files, steps, deadlines, notes] = await Promise.all([
      this.pool.query<FileRow & DossierRow>(selectWholeFiles, [caseIds]),
      this.pool.query<StepRow>(selectSteps, [caseIds]),
      this.pool.query<KeptDeadlineRow>(selectDeadlines, [caseIds]),
      this.pool.query<NoteRow>(selectNotes, [caseIds]),
    ]);
    const [stepsOf, deadlinesOf, notesOf] = [byCase(steps.rows), byCase(deadlines.rows), byCase(notes.rows)];
    return files.rows.map((row) => ({
      file: readFile(row),
      record: row.record,
      statements: row.statements,
      materials: row.all_materials,
      steps: stepsOf(row.case_id).map(readStep),
      deadlines: deadlinesOf(row.case_id).map(readKeptDeadline),
      objection: row.objection_id === null ? null : readFiled(row),
      notes: notesOf(row.case_id).map(({ at, code, message }) => ({ at: at.toISOString(), code, message })),
    }));
  }
}

const fileFields = `case_id, record_key, record_revision, stage, step, organ_code, channel, rulebook, facts, materials, submitted_at, accepted_at,
  nullif(due_at, 'infinity') as due_at, nullif(notice_due_at, 'infinity') as notice_due_at`;

/** A page per stage from the index, then the soonest of all: an organ's long history in other stages costs nothing. */
const work = (organ: string): string => `
  select ${fileFields}
  from unnest($1::text[]) as wanted (wanted_stage) cross join lateral (
    select * from review_file
    where ${organ} stage = wanted_stage and ($3::uuid is null or (review_file.due_at, case_id) > ($2::timestamptz, $3::uuid))
    order by review_file.due_at, case_id limit $4
  ) page
  order by page.due_at, case_id limit $4`;

const ownWork = work('organ_code = $5 and');
const everybodysWork = work('');

const selectWholeFiles = `
  select ${fileFields}, record, statements, all_materials, objection.*
  from review_file
  join (select case_id as dossier_id, record, statements, materials as all_materials from review_dossier) dossier on dossier_id = case_id
  left join (select objection_id, case_id as objected_id, stage as objection_stage, filed_at, materials as objection_materials from objection)
    objection on objected_id = case_id
  where case_id = any($1::uuid[]) order by submitted_at, case_id`;

const selectSteps = `
  select case_id, step, move, stage, at, actor, organ_code, organ_name, reasons, findings, rulebook, calendar, verdict
  from case_step where case_id = any($1::uuid[]) order by step`;

const selectNotes = `select case_id, at, code, message from case_note where case_id = any($1::uuid[]) order by id`;

function byCase<Row extends { readonly case_id: string }>(rows: readonly Row[]): (caseId: string) => readonly Row[] {
  const grouped = new Map<string, Row[]>();
  for (const row of rows) {
    const group = grouped.get(row.case_id);
    if (group === undefined) grouped.set(row.case_id, [row]);
    else group.push(row);
  }
  return (caseId) => grouped.get(caseId) ?? [];
}

interface NoteRow {
  readonly case_id: string;
  readonly at: Date;
  readonly code: string;
  readonly message: Wording;
}

interface DossierRow {
  readonly record: RecordContent;
  readonly statements: ApplicantStatements;
  readonly all_materials: readonly MaterialReference[];
  readonly objection_id: string | null;
  readonly objection_stage: ObjectionStage;
  readonly filed_at: Date;
  readonly objection_materials: readonly MaterialReference[];
}

const readFiled = (row: FileRow & DossierRow): FiledObjection => ({
  objectionId: row.objection_id ?? '',
  caseId: row.case_id,
  organCode: row.organ_code,
  stage: row.objection_stage,
  filedAt: row.filed_at.toISOString(),
  materials: row.objection_materials,
});

interface StepRow {
  readonly case_id: string;
  readonly step: number;
  readonly move: Move;
  readonly stage: Stage;
  readonly at: Date;
  readonly actor: string | null;
  readonly organ_code: string | null;
  readonly organ_name: string | null;
  readonly reasons: readonly Reason[];
  readonly findings: Findings | null;
  readonly rulebook: string;
  readonly calendar: string | null;
  readonly verdict: Verdict | null;
}

export const readItem = (row: FileRow): WorklistItem => ({
  caseId: row.case_id,
  recordKey: row.record_key,
  kind: row.facts.record.kind,
  subjectName: row.facts.subject.name,
  creditCode: row.facts.subject.creditCode ?? '',
  organCode: row.organ_code,
  channel: row.channel,
  stage: row.stage,
  submittedAt: row.submitted_at.toISOString(),
  acceptedAt: instant(row.accepted_at),
  dueAt: instant(row.due_at),
});

function readStep(row: StepRow): StepTaken {
  const { step, move, stage, reasons, findings, rulebook, calendar, verdict } = row;
  const { actor: subject, organ_code: organCode, organ_name: organName } = row;
  const by = subject === null || organCode === null || organName === null ? null : { subject, organCode, organName };
  const taken = { step, move, stage, at: row.at.toISOString(), by, reasons };
  if (findings === null || calendar === null || verdict === null) return taken;
  return { ...taken, judgement: { findings, rulebook, calendar, verdict } };
}
