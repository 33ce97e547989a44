/** GB 32100-2015: digits and capital letters without I, O, S, V and Z. */
export const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** 3 to the power of the position, modulo 31. */
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const;

export const codeLength = 18;

/** The 18th character of a unified social credit code, from the first 17. Undefined when one of them is not in the alphabet. */
export function checkCharacter(first17: string): string | undefined {
  let sum = 0;
  for (const [index, weight] of weights.entries()) {
    const value = alphabet.indexOf(first17.charAt(index) || ' ');
    if (value < 0) return undefined;
    sum += value * weight;
  }
  return alphabet.charAt((31 - (sum % 31)) % 31);
}
