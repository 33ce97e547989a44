import { expect, test } from '@jest/globals';
import { clauseReason, clauses } from './clauses.js';

test('all 155 clauses of the two documents are there, and the national ones beside them', () => {
  const of = (document: string): number => [...clauses.values()].filter((clause) => clause.document === document).length;
  expect([of('HHHT-2024'), of('JS-2020')]).toEqual([103, 52]);
  expect([...clauses.keys()].every((id) => /^[HJN]-\d{3}$/.test(id))).toBe(true);
});

test('a refusal can state a clause as its reason', () => {
  expect(clauseReason('H-055')).toEqual({
    rule: 'H-055',
    clause: '五(四)',
    message: {
      zh: '依据《实施方案》五(四)：“各级市场监管部门按照‘谁列入、谁移出’的原则，落实好恢复个体工商户正常记载状态、企业经营异常名录移出工作”。',
      en: 'Hohhot plan of 2024, 五(四): Authority rule: whoever listed removes (market-regulation departments).',
    },
  });
  expect(() => clauseReason('H-999')).toThrow('H-999');
});
