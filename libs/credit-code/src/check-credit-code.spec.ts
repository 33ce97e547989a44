import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { alphabet, checkCharacter } from './alphabet.js';
import { checkCreditCode, validCreditCode } from './check-credit-code.js';
import { subjectIdentifierWarning } from './subject-identifier.js';

test.each(['91350100M000100Y43', '11230500001755309F', '91230500MA1B3N1N2M'])('%s is a code', (code) => {
  const { valid, parts, errors } = checkCreditCode(code);
  expect({ valid, errors }).toEqual({ valid: true, errors: undefined });
  expect(validCreditCode(code)).toBe(true);
  expect(subjectIdentifierWarning(parts?.subject ?? '')).toBeUndefined();
});

test('a code is read in its five parts', () => {
  expect(checkCreditCode('91350100M000100Y43')).toEqual({
    code: '91350100M000100Y43',
    valid: true,
    parts: { authority: '9', organisation: '1', area: '350100', subject: 'M000100Y4', check: '3' },
  });
});

describe('what is wrong is said with its position', () => {
  test.each([
    ['the check character', '91350100M000100Y44', [18], '应为“3”'],
    ['a small letter', '91350100m000100Y43', [9], '应为大写“M”'],
    ['a letter that is never used', '9135O100M000100Y4I', [5, 18], '不是代码字符'],
    ['too short', '91350100M', [10], '现为9位'],
    ['too long', '91350100M000100Y433', [19], '现为19位'],
    ['nothing', '', [1], '现为0位'],
    ['full-width digits', '９1350100M000100Y43', [1], '不是代码字符'],
    ['a character of two code units', '😀1350100M000100Y43', [1], '不是代码字符'],
    ['too short and misspelt', '9I', [2, 3], ''],
  ])('%s', (_case, code, positions, words) => {
    const { valid, errors = [] } = checkCreditCode(code);
    expect(valid).toBe(false);
    expect(errors.map(({ position }) => position).sort((one, other) => one - other)).toEqual(positions);
    expect(errors[0]?.message.zh).toContain(words);
    expect(errors.every(({ message }) => message.en.length > 0)).toBe(true);
  });
});

const characters = fc.array(fc.constantFrom(...alphabet), { minLength: 17, maxLength: 17 }).map((list) => list.join(''));
const codes = characters.map((first17) => `${first17}${checkCharacter(first17) ?? ''}`);

describe('for every code', () => {
  test('the computed check character makes it valid', () => {
    fc.assert(fc.property(codes, (code) => checkCreditCode(code).valid && validCreditCode(code)));
  });

  test('one wrong character is found', () => {
    fc.assert(
      fc.property(codes, fc.nat(17), fc.constantFrom(...alphabet), (code, at, other) => {
        fc.pre(code.charAt(at) !== other);
        expect(checkCreditCode(`${code.slice(0, at)}${other}${code.slice(at + 1)}`).valid).toBe(false);
      }),
    );
  });

  test('two neighbours exchanged are found', () => {
    fc.assert(
      fc.property(codes, fc.nat(15), (code, at) => {
        fc.pre(code.charAt(at) !== code.charAt(at + 1));
        const exchanged = `${code.slice(0, at)}${code.charAt(at + 1)}${code.charAt(at)}${code.slice(at + 2)}`;
        expect(validCreditCode(exchanged)).toBe(false);
      }),
    );
  });
});

test('a subject identifier with a wrong check of its own is only warned about', () => {
  const first17 = '91350100M000100Y5';
  const code = `${first17}${checkCharacter(first17) ?? ''}`;
  const { valid, parts } = checkCreditCode(code);
  expect(valid).toBe(true);
  expect(subjectIdentifierWarning(parts?.subject ?? '')?.zh).toContain('应为“4”');
});
