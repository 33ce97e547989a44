import { checkCharacter, subjectCheckCharacter } from '@tongxiu/credit-code';

/** A whole credit code from class and area (8 characters) and subject (8), valid by GB 32100 and by the check of GB 11714 inside it. */
export function sampleCode(classAndArea: string, subject: string): string {
  const first17 = classAndArea + subject + subjectCheckCharacter(subject);
  const check = checkCharacter(first17);
  if (check === undefined) throw new Error(`${first17} has a character that credit codes do not use.`);
  return first17 + check;
}
