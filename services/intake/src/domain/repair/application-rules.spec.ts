import { expect, test } from '@jest/globals';
import type { MaterialKind, RecordContent } from '@tongxiu/contracts';
import { rulebooks, type Rulebook } from '@tongxiu/rulebook';
import { builtInCalendar } from '@tongxiu/working-days';
import { judgeApplication, soundMaterials, verdictOf, type ApplicationRequest, type KnownMaterial } from './application-rules.js';
import type { ListRegime } from './list-regime.js';
import { materialNames } from './material-names.js';

const company = '91350100M000100Y43';
const stranger = '91230500MA1B3N1N2M';
const [rulebook] = rulebooks.filter(({ id }) => id === 'HHHT-2024') as [Rulebook];

const record: RecordContent = {
  kind: 'penalty',
  subjectName: '示例公司',
  subjectKind: 'enterprise',
  creditCode: company,
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
const kinds: readonly MaterialKind[] = ['authorisation', 'performanceProof', 'commitmentLetter'];
const materials = new Map<string, KnownMaterial>(
  kinds.map((kind) => [kind, { materialId: kind, kind, creditCode: company, sha256: '0'.repeat(64), bytes: 1 }]),
);
const request: ApplicationRequest = {
  recordKey: 'penalty:11150100011528052L:1',
  creditCode: company,
  statements: { corrected: true, obligationsPerformed: true, commitmentPublishable: true },
  materials: kinds.map((kind) => ({ kind, materialId: kind })),
};
const holder = { caseId: 'c', creditCode: company, submittedOn: '2026-02-27', approved: false };

interface Change {
  readonly record?: Partial<RecordContent>;
  readonly request?: Partial<ApplicationRequest>;
  readonly actsFor?: string;
  readonly listed?: boolean;
  readonly repaired?: boolean;
  readonly holder?: Partial<typeof holder>;
  readonly regime?: ListRegime;
  readonly on?: string;
}

function judged(change: Change) {
  const asked = { ...request, ...change.request };
  const about = { ...record, ...change.record };
  const submittedAt = `${change.on ?? '2026-03-02'}T09:00:00+08:00`;
  const verdict = verdictOf(about, asked, soundMaterials(asked, materials), submittedAt, {
    rulebook,
    calendar: builtInCalendar,
  });
  const facts = {
    request: asked,
    record: about,
    listed: change.listed ?? true,
    repaired: change.repaired ?? false,
    actsFor: change.actsFor,
    materials,
    verdict,
    regime: change.regime,
    today: change.on ?? '2026-03-02',
  };
  return judgeApplication({ ...facts, holder: change.holder && { ...holder, ...change.holder } }, rulebook);
}

// 2025-11-30 and three months is 2026-02-28, the last day on which it is too early.
test.each<[string, Change, string | undefined, string[]]>([
  ['on the first day after the shortest publicity', { on: '2026-03-01' }, undefined, []],
  ['on its last day', { on: '2026-02-28' }, 'not-possible', ['recordKey H-012 until 2026-02-28']],
  [
    'in food, a day before the year is over',
    { record: { domains: ['food'] }, on: '2026-11-30' },
    'not-possible',
    ['recordKey H-014 until 2026-11-30'],
  ],
  ['in food, after a year', { record: { domains: ['food'] }, on: '2026-12-01' }, undefined, []],
  [
    'which a law expressly excludes from repair (J-019, H-101)',
    { record: { notRepairableBy: '《药品管理法》第一百一十八条' } },
    'not-possible',
    ['recordKey H-101'],
  ],
  ['after the longest publicity', { on: '2028-12-01' }, 'not-possible', ['recordKey H-016']],
  ['by a portal for the company', {}, undefined, []],
  ['by the company itself', { actsFor: company }, undefined, []],
  ['by another company in its name', { actsFor: stranger }, 'not-your-company', ['creditCode']],
  ['about a record of another company', { record: { creditCode: stranger } }, 'not-possible', ['creditCode H-015']],
  ['whose outcome another site decided already (H-044)', { repaired: true }, 'already-repaired', ['recordKey H-046']],
  ['about a record that was removed', { listed: false }, 'not-possible', ['recordKey H-011']],
  ['while another is in work', { holder: {} }, 'already-applied', ['recordKey H-046']],
  ['after the repair', { holder: { approved: true } }, 'already-repaired', ['recordKey H-046']],
  ['without the letter', { request: { materials: request.materials.slice(0, 2) } }, 'not-possible', ['materials H-030']],
  [
    'with a material of which nothing is known',
    { request: { materials: [...request.materials, { kind: 'creditReport', materialId: 'x' }] } },
    'not-possible',
    ['materials[3].materialId H-027'],
  ],
  [
    'with a material taken for another kind, which is then missing too',
    { request: { materials: [...request.materials.slice(0, 2), { kind: 'commitmentLetter', materialId: 'authorisation' }] } },
    'not-possible',
    ['materials[2].kind H-027', 'materials H-030'],
  ],
  [
    'with everything wrong at once',
    { actsFor: stranger, listed: false, holder: {}, request: { materials: [] }, on: '2025-12-01' },
    'not-your-company',
    [
      'creditCode',
      'recordKey H-011',
      'recordKey H-046',
      'recordKey H-012 until 2026-02-28',
      'materials H-028',
      'materials H-029',
      'materials H-030',
    ],
  ],
])('an application %s', (_case, change, refusal, expected) => {
  const { class: found, objections } = judged(change);
  const said = objections.map(({ field, rule, until }) => [field, rule, until && `until ${until}`].filter(Boolean).join(' '));
  expect(said).toEqual(expected);
  expect(found).toBe(refusal);
});

test('a market-regulation penalty goes to its own channel, whose rules name no materials', () => {
  const about = { ...record, marketRegulation: true, organName: '呼和浩特市市场监督管理局' };
  const verdict = verdictOf(about, request, [], '2026-03-02T09:00:00+08:00', { rulebook, calendar: builtInCalendar });
  expect([verdict.channel, verdict.deadlines.find(({ what }) => what === 'accept')?.dueDate]).toEqual(['publicitySystem', '2026-03-09']);
});

test('every objection is said in both languages', () => {
  const { objections } = judged({ actsFor: stranger, listed: false, holder: {}, request: { materials: [] }, on: '2025-12-01' });
  for (const { message } of objections) {
    expect(message.zh).toMatch(/\p{Script=Han}/u);
    expect(message.en).toMatch(/^[a-zA-Z]/u);
  }
  expect(Object.keys(materialNames)).toHaveLength(7);
});

test('an application about a severe list is judged by the regime of its department: waiting time and materials (H-036, H-064)', () => {
  const regime: ListRegime = {
    removalConditions: { zh: '缴清', en: 'paid' },
    procedure: { zh: '申请', en: 'apply' },
    materials: ['performanceProof', 'creditReport'],
    minimumMonths: 6,
  };
  const listed = { kind: 'severeList', listId: 'A2-07', decidedOn: '2025-08-31' } as const;
  const said = (on: string) => judged({ record: listed, regime, on }).objections.map(({ rule, until }) => [rule, until]);
  expect(said('2026-02-28')).toEqual([
    ['H-036', '2026-02-28'],
    ['H-064', undefined],
  ]);
  expect(said('2026-03-01')).toEqual([['H-064', undefined]]);
  expect(judged({ record: listed, on: '2026-02-28' }).class).toBeUndefined();
});
