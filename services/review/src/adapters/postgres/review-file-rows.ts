import type { Channel, MaterialKind } from '@tongxiu/contracts';
import type { RecordFacts } from '../../domain/case-facts.js';
import type { ReviewFile } from '../../domain/review-file.js';
import type { Stage } from '../../domain/stages.js';
import { instant } from './deadline-rows.js';

export interface FileRow {
  readonly case_id: string;
  readonly record_key: string;
  readonly record_revision: number;
  readonly stage: Stage;
  readonly step: number;
  readonly organ_code: string;
  readonly channel: Channel;
  readonly rulebook: string;
  readonly facts: RecordFacts;
  readonly materials: readonly MaterialKind[];
  readonly submitted_at: Date;
  readonly accepted_at: Date | null;
  readonly due_at: Date | null;
  readonly notice_due_at: Date | null;
  readonly calendar?: string | null;
}

export const readFile = (row: FileRow): ReviewFile => ({
  caseId: row.case_id,
  recordKey: row.record_key,
  recordRevision: row.record_revision,
  stage: row.stage,
  step: row.step,
  organCode: row.organ_code,
  channel: row.channel,
  rulebook: row.rulebook,
  facts: row.facts,
  materials: row.materials,
  submittedAt: row.submitted_at.toISOString(),
  acceptedAt: instant(row.accepted_at),
  dueAt: instant(row.due_at),
  noticeDueAt: instant(row.notice_due_at),
});
