/** The first two digits are a province, the next twelve an area and a day of birth; more digits or letters around it are another number. */
const form =
  /(?<![0-9A-Za-z])(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[12])\d{4}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![0-9A-Za-z])/gu;
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checks = '10X98765432';

/** Whether a text holds the identity number of a resident (GB 11643): by its form and its check character. */
export const holdsIdentityNumber = (text: string): boolean =>
  (text.normalize('NFKC').match(form) ?? []).some(
    (number) => checks[weights.reduce((sum, weight, index) => sum + weight * Number(number[index]), 0) % 11] === number[17]?.toUpperCase(),
  );
