import { describe, expect, test } from '@jest/globals';
import type { RecordContent } from '@tongxiu/contracts';
import { rulebookById, type Rulebook } from '@tongxiu/rulebook';
import { builtInCalendar } from '@tongxiu/working-days';
import { eligibilityOf, type EligibilityQuestion, type OnFile } from './eligibility.js';

const rulebook = (id: string): Rulebook => {
  const found = rulebookById(id);
  if (found === undefined) throw new Error(`there is no ${id}`);
  return found;
};
const record: RecordContent = {
  kind: 'penalty',
  subjectName: '示例公司',
  subjectKind: 'enterprise',
  creditCode: '91350100M000100Y43',
  organCode: '11150100011528052L',
  organName: '呼和浩特市生态环境局',
  marketRegulation: false,
  documentNo: '1',
  decidedOn: '2025-11-30',
  domains: [],
  penaltyKinds: ['fine'],
  conducts: [],
  reason: '事实',
};
const onFile = (...kinds: OnFile['kind'][]): OnFile[] => kinds.map((kind) => ({ kind, materialId: kind, issued: false }));
const asked = (change: Partial<EligibilityQuestion> = {}, id = 'HHHT-2024') =>
  eligibilityOf(
    { record, state: { listed: true, repaired: false }, onFile: [], asOf: '2026-03-02', ...change },
    rulebook(id),
    builtInCalendar,
  );
const rulesOf = (change: Partial<EligibilityQuestion>) => asked(change).broken.map(({ rule, until }) => [rule, until]);

test('says what holds with the clause, who accepts, and which materials are missing or on file (J-039, H-026)', () => {
  const found = asked({ onFile: onFile('performanceProof', 'creditReport') });
  expect(found).toMatchObject({
    repairable: true,
    repairableFrom: '2026-03-01',
    broken: [],
    missingMaterials: ['authorisation', 'commitmentLetter'],
  });
  expect(found.acceptedBy.name.zh).toContain('信用中国');
  expect(found.held.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['H-007', 'H-012']));
  expect(found.materials.map(({ anyOf, onFile: had }) => [anyOf[0]?.kind, had.length])).toEqual([
    ['authorisation', 0],
    ['performanceProof', 1],
    ['commitmentLetter', 0],
  ]);
});

test('each step is followed by the next from its last day (H-031, H-032)', () => {
  const { steps } = asked().ifAppliedOn;
  expect(steps.map(({ what, rule, from, dueDate }) => [what, rule, from, dueDate])).toEqual([
    ['accept', 'H-031', '2026-03-02', '2026-03-05'],
    ['decide', 'H-032', '2026-03-05', '2026-03-16'],
    ['supplementNotice', 'J-026', '2026-03-02', '2026-03-05'],
  ]);
});

test('a market-regulation record goes to the organ that decided or listed (H-019, H-022)', () => {
  const about = { ...record, marketRegulation: true, organName: '呼和浩特市市场监督管理局' };
  const found = asked({ record: about });
  expect([found.acceptedBy.name.zh, found.missingMaterials]).toEqual(['呼和浩特市市场监督管理局', []]);
  expect(found.ifAppliedOn.steps.map(({ dueDate }) => dueDate)).toEqual(['2026-03-09', '2026-03-23', '2026-03-05']);
});

describe('what stands in the way', () => {
  const state = { listed: true, repaired: false };
  test.each<[string, Partial<EligibilityQuestion>, [string, string | null][], string | null]>([
    ['the shortest publicity', { asOf: '2026-02-28' }, [['H-012', '2026-02-28']], '2026-03-01'],
    ['a removal', { state: { ...state, listed: false } }, [['H-011', null]], null],
    ['a repair', { state: { ...state, repaired: true } }, [['H-046', null]], null],
    ['an application in work', { state: { ...state, inWorkSince: '2026-03-01' } }, [['H-046', null]], '2026-03-01'],
  ])('%s', (_case, change, broken, from) => {
    expect(rulesOf(change)).toEqual(broken);
    expect(asked(change)).toMatchObject({ repairable: false, repairableFrom: from });
  });

  test('the regime of a severe list, with its waiting time and materials (H-035, H-036, H-064)', () => {
    const listed: RecordContent = { ...record, kind: 'severeList', listId: 'A2-07', organName: '呼和浩特市应急管理局' };
    const words = { zh: '条件', en: 'conditions' };
    const regime = { removalConditions: words, procedure: words, materials: ['creditReport'] as const, minimumMonths: 6 };
    const question = { record: listed, state: { ...state, regime } };
    expect(rulesOf(question)).toEqual([['H-036', '2026-05-30']]);
    expect(asked(question)).toMatchObject({ repairableFrom: '2026-05-31', missingMaterials: ['creditReport'] });
    expect(asked({ ...question, asOf: '2026-05-31', onFile: onFile('creditReport') })).toMatchObject({
      repairable: true,
      missingMaterials: [],
    });
  });

  test('nothing is left to repair once display ended by itself (H-016)', () => {
    expect(asked({ asOf: '2028-12-01' })).toMatchObject({ repairable: false, repairableFrom: null });
  });
});

test('alternatives count: the repair form stands for the proof of performance (J-023)', () => {
  const found = asked({ onFile: onFile('repairForm') }, 'JS-2020');
  expect(found.missingMaterials).toEqual(['commitmentLetter', 'licenceCopy']);
});
