import type { Effect, IsoDate, PublicationCause, PublicationState, RecordContent, Severity } from '@tongxiu/contracts';
import { effectWords } from '../../../domain/effects-of-ending.js';
import { stopClause } from '../../rulebook/stop-clause.js';

interface Words {
  readonly zh: string;
  readonly en: string;
}

type Ended = Exclude<PublicationState, 'shown'>;

/** How a display ends, and the sentence the public reads. */
const endings: Readonly<Record<Ended, { readonly how: string; readonly message: Words }>> = {
  withdrawn: { how: 'repair', message: { zh: '已完成信用修复，停止公示', en: 'Repaired; no longer published' } },
  removed: {
    how: 'removal',
    message: { zh: '已由认定（列入）机关移出，停止公示', en: 'Removed by the organ that listed it; no longer published' },
  },
  expired: {
    how: 'expiry',
    message: { zh: '最长公示期届满，自动停止公示', en: 'The maximum publicity period has ended; no longer published' },
  },
};

const severityWords: Readonly<Record<Severity, Words>> = {
  minor: { zh: '轻微失信', en: 'minor dishonesty' },
  general: { zh: '一般失信', en: 'general dishonesty' },
  severe: { zh: '严重失信', en: 'severe dishonesty' },
};

/** The degree the designating unit marked (J-049); what it left unmarked is said to be so and never guessed. */
export const severityOf = ({ severity }: RecordContent): { readonly marked: Severity | null; readonly message: Words } => ({
  marked: severity ?? null,
  message:
    severity === undefined ? { zh: '认定单位未标注失信严重程度', en: 'The designating unit marked no degree' } : severityWords[severity],
});

/** By whom, how and with which effects a display ended, with the clause where it stopped by itself. */
export function endingOf(state: Ended, cause: PublicationCause, effects: readonly string[]): Record<string, unknown> {
  const { organName, decidedAt, rulebook, site } = cause;
  const clause = state === 'expired' ? stopClause(rulebook) : undefined;
  return {
    ...endings[state],
    organName,
    decidedAt,
    effects,
    effectWords: effects.map((effect) => effectWords[effect as Effect]),
    ...(rulebook === undefined ? {} : { rulebook }),
    ...(site === undefined ? {} : { recognisedFrom: site }),
    ...(clause === undefined ? {} : { clause }),
  };
}

/** The note of a repair in the credit file (J-030), or that one was taken back (J-018). */
export function annotationOf(state: PublicationState, { caseId, organName, decidedAt }: PublicationCause, day: IsoDate): Words | undefined {
  if (state === 'withdrawn')
    return {
      zh: `已于${day}由${organName}确认信用修复，不再作为信用惩戒的依据。`,
      en: `Repaired by decision of ${organName} on ${day}; no longer a basis for punishment.`,
    };
  if (state === 'shown' && caseId !== undefined)
    return {
      zh: `原信用修复已于${day}被${organName}撤销，恢复公示。`,
      en: `The repair was revoked by ${organName} on ${day} (${decidedAt}); the record is published again.`,
    };
  return undefined;
}
