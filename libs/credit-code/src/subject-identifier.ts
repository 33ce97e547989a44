/** GB 11714: digits and all capital letters, valued 0 to 35. */
const values = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const weights = [3, 7, 9, 10, 5, 8, 4, 2] as const;

/** The ninth character of an organisation code, from the first eight. */
export function subjectCheckCharacter(first8: string): string {
  const sum = weights.reduce((total, weight, index) => total + values.indexOf(first8.charAt(index)) * weight, 0);
  const remainder = 11 - (sum % 11);
  return remainder === 10 ? 'X' : remainder === 11 ? '0' : String(remainder);
}

/**
 * Positions 9 to 17 are an organisation code with a check character of its own, which finds some slips the 18th misses. Codes that fail it
 * are in use, so it warns and never refuses.
 */
export function subjectIdentifierWarning(subject: string): { readonly zh: string; readonly en: string } | undefined {
  const expected = subjectCheckCharacter(subject);
  if (subject.charAt(8) === expected) return undefined;
  return {
    zh: `主体标识码（第9至17位）“${subject}”的校验位应为“${expected}”（GB 11714），请再核对一次。`,
    en: `The subject identifier (characters 9 to 17) "${subject}" should end in "${expected}" by GB 11714; please check it once more.`,
  };
}
