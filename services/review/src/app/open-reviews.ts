import type { ApplicationSubmittedV1 } from '@tongxiu/contracts';
import type { Tx } from '@tongxiu/messaging';
import { rulebookFor, type Rulebook } from '@tongxiu/rulebook';
import { localDate, type CalendarEdition } from '@tongxiu/working-days';
import { actingOrgan } from '../domain/authority.js';
import { recordFacts } from '../domain/case-facts.js';
import { asStated, judge, startedClocks } from '../domain/review-steps.js';
import type { Calendars } from './calendars.js';
import type { OpenedFile, ReviewFiles, Unusable } from './review-files.js';

/** An application came in: its file opens and the clocks of submission start. */
export class OpenReviews {
  constructor(
    private readonly files: ReviewFiles,
    private readonly calendars: Calendars,
    private readonly creditChinaOrganCode: string,
    private readonly jurisdiction: string,
  ) {}

  /** Says which cannot be judged by any rulebook in force. */
  async run(applications: readonly ApplicationSubmittedV1[], tx: Tx): Promise<Unusable[]> {
    if (applications.length === 0) return [];
    const calendar = await this.calendars.current();
    const opened: OpenedFile[] = [];
    const unusable: Unusable[] = [];
    for (const [index, application] of applications.entries()) {
      const rulebook = rulebookOn(application, this.jurisdiction);
      if (rulebook === undefined)
        unusable.push({ index, why: 'no rulebook is in force for its kind of record on the day it was submitted' });
      else opened.push(this.opened(application, rulebook, calendar));
    }
    if (opened.length > 0) await this.files.open(opened, tx);
    return unusable;
  }

  private opened(application: ApplicationSubmittedV1, rulebook: Rulebook, calendar: CalendarEdition): OpenedFile {
    const { caseId, recordKey, recordRevision, record, channel, submittedAt, statements, materials } = application;
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

const rulebookOn = ({ record, submittedAt }: ApplicationSubmittedV1, jurisdiction: string): Rulebook | undefined =>
  rulebookFor({ jurisdiction, kind: record.kind, on: localDate(submittedAt) });
