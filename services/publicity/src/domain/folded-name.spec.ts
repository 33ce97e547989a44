import { expect, test } from '@jest/globals';
import { foldedName, piecesOf, piecesToAsk } from './folded-name.js';

test.each([
  ['同修（集团）有限公司', '同修(集团)有限公司'],
  ['同修(集团)有限公司', '同修(集团)有限公司'],
  ['同修〔集团〕有限公司', '同修(集团)有限公司'],
  ['ＡＢＣ　科技 有限公司', 'abc科技有限公司'],
  ['  ', ''],
])('%s is compared as %s', (name, folded) => {
  expect(foldedName(name)).toBe(folded);
});

test('every part of a name has all its pieces among those of the name', () => {
  const name = [...foldedName('呼和浩特市同修商贸（集团）有限公司')];
  const pieces = new Set(piecesOf(name.join('')));
  for (let from = 0; from < name.length; from++) {
    for (let to = from + 1; to <= name.length; to++) {
      const part = name.slice(from, to).join('');
      expect(piecesToAsk(part).every((piece) => pieces.has(piece))).toBe(true);
      expect(piecesToAsk(part)).not.toHaveLength(0);
    }
  }
});

test('a character beyond the basic plane is one character', () => {
  expect(piecesOf('𠮷a')).toEqual(['𠮷', 'a', '𠮷a']);
});
