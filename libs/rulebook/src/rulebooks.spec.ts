import { expect, test } from '@jest/globals';
import { rulebookById, rulebookFor } from './rulebooks.js';
import { differences, summaryOf } from './rulebook-summary.js';
import { cn2026, hhht2024, js2020 } from './books/known-books.js';

test.each([
  ['HHHT', 'penalty', '2024-06-01', 'HHHT-2024'],
  ['HHHT', 'severeList', '2026-11-22', 'HHHT-2024'],
  ['HHHT', 'penalty', '2023-12-31', undefined],
  ['JS', 'penalty', '2020-09-26', 'JS-2020'],
  ['JS', 'penalty', '2020-09-25', undefined],
  ['CN', 'abnormalOperation', '2026-04-01', 'CN-2026'],
  ['CN', 'abnormalOperation', '2026-03-31', undefined],
  ['BJ', 'penalty', '2026-04-01', undefined],
] as const)('in %s for %s on %s: %s', (jurisdiction, kind, on, id) => {
  expect(rulebookFor({ jurisdiction, kind, on })?.id).toBe(id);
});

test('a rulebook is found by its id, and an unknown id finds none', () => {
  expect(rulebookById('JS-2020')).toBe(js2020);
  expect(rulebookById('js-2020')).toBeUndefined();
});

test('a summary counts rules and names the clauses they cite', () => {
  const summary = summaryOf(hhht2024);
  expect(summary).toMatchObject({ id: 'HHHT-2024', jurisdiction: 'HHHT', validFrom: '2024-01-01', validTo: null });
  expect(summary.rules).toBeGreaterThan(15);
  expect(summary.clauses).toEqual(expect.arrayContaining(['H-012', 'H-013', 'H-014', 'H-016', 'H-017', 'H-018', 'H-051']));
});

test('two rulebooks differ by parameter; one does not differ from itself', () => {
  expect(differences(hhht2024, hhht2024)).toEqual([]);
  const found = new Map(differences(hhht2024, js2020).map(({ parameter, values }) => [parameter, values]));
  expect(found.get('maximumMonths')).toEqual([36, null]);
  expect(found.get('minimumMonths.general')).toBeUndefined();
  expect(found.get('minimumMonths.severe')).toEqual([undefined, 6]);
  expect(found.get('effects.penalty.marketRegulation=true')).toEqual([
    ['terminatePublicity'],
    ['annotate', 'terminatePublicity', 'liftPunishment'],
  ]);
});

test('a difference says when a number is not the law of its rulebook: 待核对官方文本, or adopted from the other', () => {
  const labels = new Map(differences(hhht2024, cn2026).map((row) => [row.parameter, row.labels.map((label) => label?.zh)]));
  expect(labels.get('acceptWorkingDays')).toEqual([undefined, '待核对官方文本']);
  expect(labels.get('noticeExemptPenaltyKinds')).toEqual([undefined, '待核对官方文本']);
  expect(labels.get('maximumMonths.general')).toEqual([undefined, undefined]);
  const adopted = differences(hhht2024, js2020).find(({ parameter }) => parameter === 'answerObjectionWorkingDays');
  expect(adopted).toMatchObject({ values: [5, 5], labels: [{ zh: '平台自行采用，非该规则集规定' }, undefined] });
});

test.each(['severeList', 'penalty.severity=severe'])(
  'what differs about %s is what holds for severe information (J-015, J-024)',
  (name) => {
    const found = differences(hhht2024, js2020).find(({ parameter }) => parameter === `materials.${name}`);
    expect(found?.values[1]).toEqual(expect.arrayContaining(['trainingCertificate', 'creditReport']));
  },
);
