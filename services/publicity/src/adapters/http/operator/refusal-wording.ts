import type { RefusalReason } from '../../../domain/happening.js';

/** Why an event moved nothing, as the operator reads it. */
export const refusalWording: Readonly<Record<RefusalReason, { readonly zh: string; readonly en: string }>> = {
  outdated: {
    zh: '所依据的登记版本已被移出或被新的列入取代',
    en: 'It is about a listing that was removed, or replaced by a newer one, since',
  },
  notListed: { zh: '该记录从未列入', en: 'The record was never listed' },
  alreadyWithdrawn: { zh: '已因信用修复停止公示', en: 'Display had already ended by a repair' },
  alreadyRemoved: { zh: '已被移出', en: 'The record had already been removed' },
  alreadyExpired: { zh: '最长公示期已届满', en: 'Display had already ended with the maximum period' },
  notThatRepair: {
    zh: '该记录并非因该次修复停止公示，撤销不产生变化',
    en: 'Display did not end by that repair, so taking it back changes nothing',
  },
  maximumPassed: { zh: '推送时最长公示期已届满', en: 'The maximum period had ended before it was pushed' },
};
