import type { WholeFile } from '../../app/read-reviews.js';

/** A case as it is read by people, in its file and in the archive: what only the rules ask about stays inside. */
export function fileBody({ file, record, statements, materials, steps, deadlines, objection, notes }: WholeFile): Record<string, unknown> {
  const { caseId, recordKey, recordRevision, stage, step, organCode, channel, rulebook, submittedAt, acceptedAt, dueAt } = file;
  const head = { caseId, recordKey, recordRevision, stage, step, organCode, channel, rulebook, submittedAt, acceptedAt, dueAt };
  return { ...head, record, statements, materials, steps, deadlines, ...(objection === null ? {} : { objection }), notes };
}
