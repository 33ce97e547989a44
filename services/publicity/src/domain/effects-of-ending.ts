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

/** What an ending does beside the display (H-011, J-030…J-032). */
export const effectWords: Readonly<Record<Effect, { readonly zh: string; readonly en: string }>> = {
  terminatePublicity: { zh: '终止公示', en: 'publicity is terminated' },
  removeFromList: { zh: '移出名单（名录）', en: 'removed from the list' },
  restoreStatus: { zh: '恢复正常记载状态', en: 'the normal status is restored' },
  stopSharing: { zh: '停止共享和使用', en: 'sharing and use stop' },
  liftPunishment: { zh: '不再作为信用惩戒的依据', en: 'no longer a basis for punishment' },
  annotate: { zh: '在信用档案中标注已修复', en: 'the credit file is annotated as repaired' },
};
