import type { IsoDate, IsoInstant, PublicationState, RecordContent } from '@tongxiu/contracts';
import type { KnownRecord, ShownRecord } from '../../app/public-records.js';
import { kindOf } from '../../domain/effects-of-ending.js';
import type { ShowingSite } from '../../config.js';

type Ended = Exclude<PublicationState, 'shown'>;

/** How a display ends, and the sentence the public reads. */
const endings: Readonly<Record<Ended, { readonly how: string; readonly message: { readonly zh: string; readonly en: string } }>> = {
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

interface PublicitySpan {
  readonly minimumUntil: IsoDate | null;
  readonly maximumUntil: IsoDate | null;
}

export interface FoundRecord {
  readonly recordKey: string;
  readonly version: number;
  readonly shownSince: IsoInstant;
  readonly publicity: PublicitySpan;
  readonly record: RecordContent;
}

export const foundRecord = ({ recordKey, version, shownSince, minimumUntil, maximumUntil, record }: ShownRecord): FoundRecord => ({
  recordKey,
  version,
  shownSince,
  publicity: { minimumUntil, maximumUntil },
  record,
});

/** What anybody may know of one record. What it says is told only while it is shown; that it ended, and why, stays known. */
export function recordPage(known: KnownRecord, sites: readonly ShowingSite[]): Record<string, unknown> {
  const { recordKey, version, state, since, minimumUntil, maximumUntil, cause, effects, record } = known;
  const kind = kindOf(recordKey);
  const common = { recordKey, kind, version, state, since, publicity: { minimumUntil, maximumUntil } };
  const showing = sites.filter(({ kinds }) => kinds.includes(kind)).map(({ id, tier, name }) => ({ id, tier, name }));
  if (state === 'shown') return { ...common, sites: showing, record };
  const { organName, decidedAt, rulebook } = cause;
  return {
    ...common,
    stoppedOn: showing,
    ended: { ...endings[state], organName, decidedAt, effects, ...(rulebook === undefined ? {} : { rulebook }) },
  };
}
