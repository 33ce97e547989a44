import type { IsoDate, RecordContent } from '@tongxiu/contracts';
import { evaluate, rulebookFor } from '@tongxiu/rulebook';
import { builtInCalendar } from '@tongxiu/working-days';
import { PublicityPeriods } from '../../app/publicity-periods.js';
import type { PublicityPeriod } from '../../domain/publicity-period.js';

/** Periods are whole months and years, which no calendar of working days moves; so the one that ships will do. */
export class RulebookPeriods extends PublicityPeriods {
  constructor(private readonly jurisdiction: string) {
    super();
  }

  of(record: RecordContent, asOf: IsoDate): PublicityPeriod {
    const rulebook = rulebookFor({ jurisdiction: this.jurisdiction, kind: record.kind, on: asOf });
    if (rulebook === undefined) throw new Error(`no rulebook of ${this.jurisdiction} is in force for ${record.kind} on ${asOf}`);
    const { subjectKind, subjectName, creditCode, organName, marketRegulation } = record;
    const subject = { kind: subjectKind, name: subjectName, creditCode };
    const facts = { asOf, subject, record: { ...record, organ: { name: organName, marketRegulation } } };
    const { minimumUntil, maximumUntil } = evaluate(rulebook, facts, builtInCalendar).publicity;
    return { rulebook: rulebook.id, minimumUntil, maximumUntil };
  }
}
