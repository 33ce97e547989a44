import { checkCharacter } from '@tongxiu/credit-code';

const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2] as const;

/** A whole credit code from class and area (8 characters) and subject (8), valid by GB 32100 and by the check of GB 11714 inside it. */
export function sampleCode(classAndArea: string, subject: string): string {
  const first17 = classAndArea + subject + organisationCheck(subject);
  const check = checkCharacter(first17);
  if (check === undefined) throw new Error(`${first17} has a character that credit codes do not use.`);
  return first17 + check;
}

function organisationCheck(subject: string): string {
  const values = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
  const sum = organisationWeights.reduce((total, weight, index) => total + weight * values.indexOf(subject.charAt(index)), 0);
  const remainder = 11 - (sum % 11);
  return remainder === 10 ? 'X' : remainder === 11 ? '0' : String(remainder);
}
