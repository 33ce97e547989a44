import type { Rulebook } from '@tongxiu/rulebook';
import { due, type CalendarEdition } from '@tongxiu/working-days';
import type { Stage } from './case-progress.js';
import { stageNames } from './stage-names.js';
import { objection, words, type Objection } from '../wording.js';

export type ObjectionRefusal = 'not-refused' | 'already-objected' | 'nothing-left' | 'already-applied';

export interface ObjectionFacts {
  readonly stage: Stage;
  /** The listing the case is about still stands. */
  readonly listed: boolean;
  /** No other application about the listing is in work. */
  readonly free: boolean;
}

const afterObjection: readonly Stage[] = ['objected', 'objectionRejected', 'objectionUpheld'];

/** An objection is to a refusal, once, and only while there is something it could change. No seed sets a limit in time. */
export function whyNoObjection({
  stage,
  listed,
  free,
}: ObjectionFacts): { readonly why: ObjectionRefusal; readonly fault: Objection } | undefined {
  if (afterObjection.includes(stage)) return { why: 'already-objected', fault: already };
  if (stage !== 'refused') return { why: 'not-refused', fault: notRefused(stage) };
  if (!listed) return { why: 'nothing-left', fault: nothingLeft };
  return free ? undefined : { why: 'already-applied', fault: inWork };
}

/** Last day to verify and handle an objection, by the rulebook itself or as the platform adopted it (J-042). */
export function answerObjectionBy(rulebook: Rulebook, calendar: CalendarEdition, filedAt: string): string | null {
  const row = [...rulebook.deadlines, ...rulebook.adoptedDeadlines].find(({ what }) => what === 'answerObjection');
  const days = row === undefined ? undefined : rulebook.parameters[row.workingDays];
  return typeof days === 'number' ? due(calendar, filedAt, days).dueDate : null;
}

const already = objection(
  'caseId',
  words('对这次不予修复的决定已提出过异议', 'an objection to this refusal has been filed already; there is one per refusal'),
  'J-041',
);
const notRefused = (stage: Stage): Objection =>
  objection(
    'caseId',
    words(
      `只能对不予修复的决定提出异议；目前环节：${stageNames[stage].zh}`,
      `an objection is to a refusal; the case stands at: ${stageNames[stage].en}`,
    ),
    'J-041',
  );
const nothingLeft = objection(
  'caseId',
  words(
    '该信息已移出或重新列入，原申请所涉的公示已不存在',
    'the record has been removed or listed anew, so what was refused no longer exists',
  ),
  'H-011',
);
const inWork = objection(
  'caseId',
  words('该信息已有一件新的申请在办理，请先撤回该申请', 'a newer application about this record is in work; withdraw it first'),
  'H-046',
);
