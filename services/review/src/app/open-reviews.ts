import type { ApplicationSubmittedV1 } from '@tongxiu/contracts';
import type { Tx } from '@tongxiu/messaging';
import { rulebookFor } from '@tongxiu/rulebook';
import { localDate, type CalendarEdition } from '@tongxiu/working-days';
import { actingOrgan } from '../domain/authority.js';
import { recordFacts } from '../domain/case-facts.js';
import { asStated, judge, startedClocks } from '../domain/review-steps.js';
import type { Calendars } from './calendars.js';
import type { OpenedFile, ReviewFiles } from './review-files.js';

/** The jurisdiction this installation reviews for. */
const jurisdiction = 'HHHT';

/** An application came in: its file opens and the clocks of submission start. */
export class OpenReviews {
  constructor(
    private readonly files: ReviewFiles,
    private readonly calendars: Calendars,
    private readonly creditChinaOrganCode: string,
  ) {}

  async run(applications: readonly ApplicationSubmittedV1[], tx: Tx): Promise<void> {
    if (applications.length === 0) return;
    const calendar = await this.calendars.current();
    await this.files.open(
      applications.map((application) => this.opened(application, calendar)),
      tx,
    );
  }

  private opened(application: ApplicationSubmittedV1, calendar: CalendarEdition): OpenedFile {
    const { caseId, recordKey, recordRevision, record, channel, submittedAt, statements, materials } = application;
    const rulebook = rulebookFor({ jurisdiction, kind: record.kind, on: localDate(submittedAt) });
    if (rulebook === undefined)
      throw new Error(`no rulebook of ${jurisdiction} is in force for ${record.kind} on ${localDate(submittedAt)}`);
    const facts = recordFacts(record);
    const kinds = [...new Set(materials.map(({ kind }) => kind))];
    const setting = { at: submittedAt, rulebook, calendar };
    const verdict = judge({ facts, materials: kinds, submittedAt, acceptedAt: null }, { ...asStated, ...statements }, setting);
    const deadlines = startedClocks(caseId, verdict, 'submitted');
    const dueAtOf = (what: string): string | null => deadlines.find((deadline) => deadline.what === what)?.dueAt ?? null;
    const file = {
      caseId,
      recordKey,
      recordRevision,
      stage: 'submitted',
      step: 1,
      organCode: actingOrgan(channel, record.organCode, this.creditChinaOrganCode),
      channel,
      rulebook: rulebook.id,
      facts,
      materials: kinds,
      submittedAt,
      acceptedAt: null,
      dueAt: dueAtOf('accept'),
      noticeDueAt: dueAtOf('supplementNotice'),
    } as const;
    return { file, dossier: { record, statements, materials }, deadlines };
  }
}
