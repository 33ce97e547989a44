import type { IsoDate, RecordContent } from '@tongxiu/contracts';
import type { PublicityPeriod } from '../domain/publicity-period.js';

/** How long a record is to be shown, by the rulebook in force, and whether its party gets a notice. */
export abstract class PublicityPeriods {
  abstract of(record: RecordContent, asOf: IsoDate): { readonly period: PublicityPeriod; readonly noticeRequired: boolean };
}
