import type { Effect, RecordKind } from '@tongxiu/contracts';

/** What a removal by the listing organ (移出) does, by kind of record (H-011, H-054, H-055). */
export const effectsOfRemoval: Readonly<Record<RecordKind, readonly Effect[]>> = {
  penalty: ['terminatePublicity'],
  abnormalOperation: ['removeFromList'],
  individualAbnormal: ['restoreStatus'],
  severeList: ['removeFromList'],
};

/** The end of the maximum period ends the display and nothing else (H-016). */
export const effectsOfExpiry: readonly Effect[] = ['terminatePublicity'];

export const kindOf = (recordKey: string): RecordKind => recordKey.slice(0, recordKey.indexOf(':')) as RecordKind;
