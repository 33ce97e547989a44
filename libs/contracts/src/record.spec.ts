import { describe, expect, test } from '@jest/globals';
import { recordKeyOf, recordKeyPattern, type RecordKind } from './index.js';

const organCode = '11150100MB00000354';
const keyOf = (documentNo: string, kind: RecordKind = 'penalty', listId?: string): string =>
  recordKeyOf({ kind, organCode, documentNo, ...(listId === undefined ? {} : { listId }) });

describe('the key of a record', () => {
  test.each([
    ['as it is', '呼市监罚字〔2026〕35号', '呼市监罚字〔2026〕35号'],
    ['full-width digits and letters', '呼市监罚字〔２０２６〕Ａ３５号', '呼市监罚字〔2026〕A35号'],
    ['full-width brackets', '呼市监罚（2026）35号', '呼市监罚(2026)35号'],
    ['spaces of every width', ' 呼市监罚字\u3000〔2026〕\u00a035\t号 ', '呼市监罚字〔2026〕35号'],
    ['a ligature and a compatibility form', '㈱ﬁ35', '(株)fi35'],
  ])('folds the document number: %s', (_case, documentNo, folded) => {
    expect(keyOf(documentNo)).toBe(`penalty:${organCode}:${folded}`);
  });

  test('folding twice changes nothing more', () => {
    const once = '呼市监罚字〔２０２６〕　Ａ３５号'.normalize('NFKC').replace(/\s+/gu, '');
    expect(keyOf(once)).toBe(keyOf('呼市监罚字〔２０２６〕　Ａ３５号'));
  });

  test('names the list instead of the organ for severe lists, as several organs share one', () => {
    expect(keyOf('4号', 'severeList', 'A2-02')).toBe('severeList:A2-02:4号');
  });

  test.each(['penalty', 'abnormalOperation', 'individualAbnormal'] as const)(
    'keeps the same number of different organs and kinds apart: %s',
    (kind) => {
      expect(keyOf('1号', kind)).toBe(`${kind}:${organCode}:1号`);
      expect(recordKeyOf({ kind, organCode: '11150100MB00000279', documentNo: '1号' })).not.toBe(keyOf('1号', kind));
    },
  );

  test('fits the pattern every contract checks', () => {
    for (const key of [keyOf('1'), keyOf('x'.repeat(128)), keyOf('4号', 'severeList', 'A3-27')]) expect(key).toMatch(recordKeyPattern);
    for (const key of [`penalty:${organCode}:呼市监罚(2026)35号`, `penalty:${organCode}:a:b`]) expect(key).toMatch(recordKeyPattern);
    for (const key of ['penalty:1', 'gossip:11150100MB00000354:1', `penalty:${organCode}:`]) expect(key).not.toMatch(recordKeyPattern);
  });

  test.each(['\0', '\t', '\n', '\r', '\u001b', '\u007f', '\u0085', '\u009f', '\u2028', '\u2029'])(
    'has neither a control character nor a line break in any part: %j',
    (character) => {
      for (const key of [
        `penalty:${organCode}:3${character}5号`,
        `penalty:${organCode}:35号${character}`,
        `severeList:A2-${character}2:4号`,
      ])
        expect(key).not.toMatch(recordKeyPattern);
    },
  );
});
