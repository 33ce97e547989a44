import { checkCharacter, checkCreditCode, codeLength } from '@tongxiu/credit-code';
import type { Wording } from './verdict.js';

/** Something about the facts that does not change the verdict but that somebody should look at. */
export interface Warning {
  readonly field: string;
  readonly message: Wording;
}

export function wrongOnlyInItsCheck(code: string): boolean {
  const expected = code.length === codeLength ? checkCharacter(code) : undefined;
  return expected !== undefined && expected !== code.charAt(codeLength - 1);
}

/** No rule of repair depends on the code, so a slip in it is told beside the verdict; where a code identifies somebody, it is refused. */
export function codeWarnings(creditCode: string | undefined): Warning[] {
  if (creditCode === undefined || !wrongOnlyInItsCheck(creditCode)) return [];
  return (checkCreditCode(creditCode).errors ?? []).map(({ message }) => ({ field: 'subject.creditCode', message }));
}
