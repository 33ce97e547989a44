import { alphabet, checkCharacter, codeLength } from './alphabet.js';

/** The five parts of GB 32100-2015. */
export interface CreditCodeParts {
  /** Class of the registering authority. */
  readonly authority: string;
  /** Class of the organisation. */
  readonly organisation: string;
  /** Administrative area of the registering authority. */
  readonly area: string;
  /** Subject identifier, an organisation code of GB 11714. */
  readonly subject: string;
  readonly check: string;
}

export interface CreditCodeError {
  /** Counted from 1; where the code is too short, the first missing character. */
  readonly position: number;
  readonly message: { readonly zh: string; readonly en: string };
}

export interface CreditCodeAnswer {
  readonly code: string;
  readonly valid: boolean;
  readonly parts?: CreditCodeParts;
  readonly errors?: readonly CreditCodeError[];
}

/** Every error is named, so that a code is typed again once and not twice. */
export function checkCreditCode(code: string): CreditCodeAnswer {
  if (validCreditCode(code)) return { code, valid: true, parts: partsOf(code) };
  const errors = [...lengthErrors(code), ...characterErrors(code)];
  if (errors.length === 0) errors.push(...checkErrors(code));
  return { code, valid: false, errors };
}

export const validCreditCode = (code: string): boolean =>
  code.length === codeLength && checkCharacter(code) === code.charAt(codeLength - 1);

function lengthErrors(code: string): CreditCodeError[] {
  const { length } = [...code];
  if (length === codeLength) return [];
  return [
    {
      position: Math.min(length, codeLength) + 1,
      message: {
        zh: `统一社会信用代码应为${codeLength}位，现为${length}位。`,
        en: `A unified social credit code has ${codeLength} characters; this has ${length}.`,
      },
    },
  ];
}

function characterErrors(code: string): CreditCodeError[] {
  return [...code].flatMap((character, index) => {
    if (alphabet.includes(character)) return [];
    const position = index + 1;
    return [{ position, message: wordsFor(character, position) }];
  });
}

function wordsFor(character: string, position: number): CreditCodeError['message'] {
  const upper = character.toUpperCase();
  if (upper !== character && alphabet.includes(upper)) {
    return {
      zh: `第${position}位“${character}”是小写字母，应为大写“${upper}”。`,
      en: `Character ${position}, "${character}", is a small letter; it has to be a capital "${upper}".`,
    };
  }
  return {
    zh: `第${position}位“${character}”不是代码字符；代码只用数字和大写字母，不用 I、O、S、V、Z。`,
    en: `Character ${position}, "${character}", is not used in codes: they use digits and capital letters without I, O, S, V and Z.`,
  };
}

function checkErrors(code: string): CreditCodeError[] {
  const expected = checkCharacter(code);
  const found = code.charAt(codeLength - 1);
  return [
    {
      position: codeLength,
      message: {
        zh: `校验码（第${codeLength}位）为“${found}”，按前17位计算应为“${expected}”；请核对各位字符。`,
        en: `The check character (${codeLength}) is "${found}", but the first 17 give "${expected}"; check every character.`,
      },
    },
  ];
}

const partsOf = (code: string): CreditCodeParts => ({
  authority: code.charAt(0),
  organisation: code.charAt(1),
  area: code.slice(2, 8),
  subject: code.slice(8, 17),
  check: code.charAt(17),
});
