import type { IsoDate, IsoInstant, RecordContent } from '@tongxiu/contracts';
import { localDate } from '@tongxiu/working-days';
import type { KnownRecord, ShownRecord } from '../../../app/public-records.js';
import type { ShowingSite } from '../../../config.js';
import { kindOf } from '../../../domain/effects-of-ending.js';
import { annotationOf, endingOf, severityOf } from './ended-answers.js';

interface PublicitySpan {
  readonly minimumUntil: IsoDate | null;
  readonly maximumUntil: IsoDate | null;
}

export interface FoundRecord {
  readonly recordKey: string;
  readonly version: number;
  readonly shownSince: IsoInstant;
  readonly publicity: PublicitySpan;
  readonly severity: ReturnType<typeof severityOf>;
  readonly record: RecordContent;
}

export const foundRecord = ({ recordKey, version, shownSince, minimumUntil, maximumUntil, record }: ShownRecord): FoundRecord => ({
  recordKey,
  version,
  shownSince,
  publicity: { minimumUntil, maximumUntil },
  severity: severityOf(record),
  record,
});

/** What anybody may know of one record. What it says is told only while it is shown; that it ended, and why, stays known. */
export function recordPage(known: KnownRecord, sites: readonly ShowingSite[]): Record<string, unknown> {
  const { recordKey, version, state, since, minimumUntil, maximumUntil, cause, effects, record } = known;
  const kind = kindOf(recordKey);
  const common = { recordKey, kind, version, state, since, publicity: { minimumUntil, maximumUntil } };
  const showing = sites.filter(({ kinds }) => kinds.includes(kind)).map(({ id, tier, name }) => ({ id, tier, name }));
  if (state === 'shown') return { ...common, severity: severityOf(record), sites: showing, record };
  return { ...common, stoppedOn: showing, ended: endingOf(state, cause, effects) };
}

/** What a company may know of a record of its own: everything, shown or not (J-038). */
export function ownRecord(known: KnownRecord, repairableFrom: IsoDate | null): Record<string, unknown> {
  const { recordKey, version, state, since, minimumUntil, maximumUntil, cause, effects, record } = known;
  const annotation = annotationOf(state, cause, localDate(cause.decidedAt));
  return {
    recordKey,
    kind: kindOf(recordKey),
    version,
    state,
    since,
    publicity: { minimumUntil, maximumUntil },
    severity: severityOf(record),
    record,
    ...(state === 'shown' ? { repairableFrom } : { ended: endingOf(state, cause, effects) }),
    ...(annotation === undefined ? {} : { annotation }),
  };
}
