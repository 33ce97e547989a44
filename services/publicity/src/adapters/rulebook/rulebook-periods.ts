import type { IsoDate, RecordContent } from '@tongxiu/contracts';
import { evaluate, rulebookFor, type CaseFacts } from '@tongxiu/rulebook';
import { builtInCalendar } from '@tongxiu/working-days';
import { PublicityPeriods } from '../../app/publicity-periods.js';
import type { PublicityPeriod } from '../../domain/publicity-period.js';

/** Periods are whole months and years, which no calendar of working days moves; so the one that ships will do. */
export class RulebookPeriods extends PublicityPeriods {
  constructor(private readonly jurisdiction: string) {
    super();
  }

  of(record: RecordContent, asOf: IsoDate): { period: PublicityPeriod; noticeRequired: boolean } {
    const rulebook = rulebookFor({ jurisdiction: this.jurisdiction, kind: record.kind, on: asOf });
    if (rulebook === undefined) throw new Error(`no rulebook of ${this.jurisdiction} is in force for ${record.kind} on ${asOf}`);
    const { publicity, repairableFrom, noticeRequired } = evaluate(rulebook, factsOf(record, asOf), builtInCalendar);
    const { minimumUntil, maximumUntil } = publicity;
    return { period: { rulebook: rulebook.id, minimumUntil, maximumUntil, repairableFrom }, noticeRequired };
  }
}

/** A record as the rulebooks ask for it. */
export function factsOf(record: RecordContent, asOf: IsoDate): CaseFacts {
  const { subjectKind, subjectName, creditCode, organName, marketRegulation } = record;
  const subject = { kind: subjectKind, name: subjectName, creditCode };
  return { asOf, subject, record: { ...record, organ: { name: organName, marketRegulation } } };
}
