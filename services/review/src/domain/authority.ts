import type { Channel, RecordKind } from '@tongxiu/contracts';
import { clauseReason } from '@tongxiu/rulebook';
import { refusal, type Refusal } from './refusal.js';

/** Whoever decided, listed or designated reviews (H-022, H-055, H-062); the penalties of other departments go to Credit China (H-031). */
export const actingOrgan = (channel: Channel, recordOrganCode: string, creditChinaOrganCode: string): string =>
  channel === 'creditChina' ? creditChinaOrganCode : recordOrganCode;

const clauseOfAuthority = (channel: Channel, kind: RecordKind): string => {
  if (channel === 'creditChina') return 'H-031';
  if (channel !== 'publicitySystem') return 'H-062';
  return kind === 'penalty' ? 'H-022' : 'H-055';
};

export function notYourCase(channel: Channel, kind: RecordKind): Refusal {
  const { rule, clause } = clauseReason(clauseOfAuthority(channel, kind));
  const message = {
    zh: '该申请由其他单位受理和决定，本单位无权办理。',
    en: 'Another unit accepts and decides this application; yours may not act on it.',
  };
  return refusal('not-your-case', message, [{ field: 'caseId', rule, clause, message }]);
}
