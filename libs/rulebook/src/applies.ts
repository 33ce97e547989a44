import type { RecordFacts, Severity } from './case-facts.js';
import type { Applies } from './rulebook.js';

export const appliesTo = (applies: Applies, record: RecordFacts, severity: Severity | null): boolean =>
  (applies.kinds === undefined || applies.kinds.includes(record.kind)) &&
  (applies.marketRegulation === undefined || applies.marketRegulation === record.organ.marketRegulation) &&
  (applies.domains === undefined || shares(applies.domains, record.domains)) &&
  (applies.penaltyKinds === undefined || shares(applies.penaltyKinds, record.penaltyKinds)) &&
  (applies.penaltyKindsOnly === undefined || only(applies.penaltyKindsOnly, record.penaltyKinds)) &&
  (applies.conducts === undefined || shares(applies.conducts, record.conducts)) &&
  (applies.severities === undefined || (severity !== null && applies.severities.includes(severity)));

function shares<Value>(wanted: readonly Value[], found: readonly Value[]): boolean {
  for (const value of found) if (wanted.includes(value)) return true;
  return false;
}

function only<Value>(allowed: readonly Value[], found: readonly Value[]): boolean {
  for (const value of found) if (!allowed.includes(value)) return false;
  return found.length > 0;
}
