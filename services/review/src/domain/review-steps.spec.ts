import { describe, expect, test } from '@jest/globals';
import { materialKinds, type Reason } from '@tongxiu/contracts';
import { rulebookById, type Rulebook } from '@tongxiu/rulebook';
import { builtInCalendar } from '@tongxiu/working-days';
import type { Findings, RecordFacts } from './case-facts.js';
import type { Outcome, ReviewFile } from './review-file.js';
import { accept, decide, noteSupplement, notAccept, requestSupplement, type Setting } from './review-steps.js';
import { moves, openStages, stages, type Move, type Stage } from './stages.js';

const book = (id: string): Rulebook => {
  const found = rulebookById(id);
  if (found === undefined) throw new Error(id);
  return found;
};
const setting: Setting = { at: '2026-03-02T02:00:00.000Z', rulebook: book('HHHT-2024'), calendar: builtInCalendar };

/** A fine of last summer by a department other than market regulation. */
const penalty: RecordFacts = {
  subject: { kind: 'enterprise', creditCode: '91350100M000100Y43', name: '某某公司' },
  record: {
    kind: 'penalty',
    decidedOn: '2025-08-15',
    organ: { name: '呼和浩特市水务局', marketRegulation: false },
    domains: ['other'],
    penaltyKinds: ['fine'],
    conducts: [],
  },
};

const fileAt = (stage: Stage, change: Partial<ReviewFile> = {}): ReviewFile => ({
  caseId: '0197a000-0000-7000-8000-000000000001',
  recordKey: 'penalty:11150100000000000X:呼水罚〔2025〕1号',
  recordRevision: 1,
  stage,
  step: 3,
  organCode: '11150100000000000X',
  channel: 'creditChina',
  rulebook: 'HHHT-2024',
  facts: penalty,
  materials: materialKinds,
  submittedAt: '2026-02-27T01:00:00.000Z',
  acceptedAt: null,
  dueAt: '2026-03-04T16:00:00.000Z',
  noticeDueAt: '2026-03-04T16:00:00.000Z',
  ...change,
});

const sound: Findings = { corrected: true, obligationsPerformed: true, commitmentPublishable: true, untrue: false };
const because: Reason[] = [{ message: { zh: '罚款收据与决定书不符。', en: 'The receipt is not for this decision.' } }];

const operations: Readonly<Record<Move, (file: ReviewFile) => Outcome>> = {
  accept: (file) => accept(file, setting),
  notAccept: (file) => notAccept(file, because, setting),
  requestSupplement: (file) => requestSupplement(file, because, setting),
  supplement: (file) => noteSupplement(file, ['performanceProof'], { resumed: undefined, dueAt: null }, setting),
  approve: (file) => decide(file, { decision: 'approve', findings: sound, reasons: [] }, setting),
  refuse: (file) => decide(file, { decision: 'refuse', findings: sound, reasons: because }, setting),
};

describe('every stage against every move, allowed or not, exactly as the table says', () => {
  const grid = stages.flatMap((stage) => (Object.keys(operations) as Move[]).map((move) => [stage, move] as const));

  test.each(grid)('%s + %s', (stage, move) => {
    const outcome = operations[move](fileAt(stage));
    expect(outcome.kind === 'moved' ? outcome.file.stage : undefined).toBe(moves[stage][move]);
    if (outcome.kind === 'moved') expect(outcome.file.step).toBe(4);
  });

  test('a case can be told to supplement once on any way through the table', () => {
    const reachable = (from: Stage): Stage[] => Object.values(moves[from]).flatMap((to) => [to, ...reachable(to)]);
    expect(reachable('supplementing').filter((stage) => moves[stage].requestSupplement !== undefined)).toEqual([]);
  });

  test('what is closed stays closed', () => {
    expect(openStages).toEqual(['submitted', 'supplementing', 'resubmitted', 'accepted']);
  });
});

const rulesOf = (outcome: Outcome): (string | undefined)[] =>
  outcome.kind === 'refused' ? outcome.obstacles.map(({ rule }) => rule) : outcome.reasons.map(({ rule }) => rule);

const withRecord = (change: Partial<RecordFacts['record']>): RecordFacts => ({ ...penalty, record: { ...penalty.record, ...change } });

describe('nobody approves against the rules', () => {
  test.each<[string, Partial<ReviewFile>, Partial<Findings>, string[]]>([
    ['the shortest publicity of three months is not over', { facts: withRecord({ decidedOn: '2025-12-15' }) }, {}, ['H-012']],
    ['in a protected domain it is one year', { facts: withRecord({ domains: ['food'] }) }, {}, ['H-014']],
    ['the reviewer found the conduct not corrected', {}, { corrected: false }, ['H-010']],
    ['two materials are missing', { materials: ['authorisation'] }, {}, ['H-029', 'H-030']],
    [
      'several things at once, all of them named',
      { facts: withRecord({ decidedOn: '2025-12-15' }), materials: [] },
      { corrected: false },
      ['H-012', 'H-010', 'H-028', 'H-029', 'H-030'],
    ],
  ])('%s', (_case, change, found, rules) => {
    const outcome = decide(fileAt('accepted', change), { decision: 'approve', findings: { ...sound, ...found }, reasons: [] }, setting);
    expect(outcome).toMatchObject({ kind: 'refused', code: 'conditions-not-met' });
    expect(new Set(rulesOf(outcome))).toEqual(new Set(rules));
  });

  test('a time condition says until when it stands', () => {
    const early = fileAt('accepted', { facts: withRecord({ decidedOn: '2025-12-15' }) });
    const outcome = decide(early, { decision: 'approve', findings: sound, reasons: [] }, setting);
    expect(outcome.kind === 'refused' && outcome.obstacles[0]).toMatchObject({ rule: 'H-012', clause: '三', until: '2026-03-15' });
  });

  test('after the longest publicity nothing is left to repair', () => {
    const old = fileAt('accepted', { facts: withRecord({ decidedOn: '2023-01-10' }) });
    expect(decide(old, { decision: 'approve', findings: sound, reasons: [] }, setting)).toMatchObject({
      kind: 'refused',
      code: 'conditions-not-met',
    });
  });

  test('an approval keeps what it was judged by', () => {
    const outcome = decide(fileAt('accepted'), { decision: 'approve', findings: sound, reasons: [] }, setting);
    expect(outcome).toMatchObject({
      kind: 'moved',
      file: { stage: 'approved', rulebook: 'HHHT-2024', dueAt: null },
      judgement: { findings: sound, calendar: 'CN-2026', verdict: { repairable: true, effects: ['terminatePublicity'] } },
    });
  });
});

describe('a refusal states its reasons', () => {
  test('none at all is not a refusal', () => {
    const outcome = decide(fileAt('accepted'), { decision: 'refuse', findings: sound, reasons: [] }, setting);
    expect(outcome).toMatchObject({ kind: 'refused', code: 'reasons-missing', obstacles: [{ field: 'reasons', rule: 'J-029' }] });
  });

  test('broken rules and missing materials are added by themselves', () => {
    const file = fileAt('accepted', { materials: ['authorisation', 'performanceProof'] });
    const outcome = decide(file, { decision: 'refuse', findings: { ...sound, corrected: false }, reasons: [] }, setting);
    expect(outcome.kind).toBe('moved');
    expect(rulesOf(outcome)).toEqual(['H-010', 'H-030']);
  });

  test('the reviewer gives others', () => {
    const outcome = decide(fileAt('accepted'), { decision: 'refuse', findings: sound, reasons: because }, setting);
    expect(outcome).toMatchObject({ kind: 'moved', file: { stage: 'refused' }, reasons: because });
  });

  test.each([
    ['not accepting', notAccept, 'J-029'],
    ['asking for a supplement', requestSupplement, 'J-026'],
  ] as const)('so does %s', (_case, take, rule) => {
    expect(take(fileAt('submitted'), [], setting)).toMatchObject({ kind: 'refused', code: 'reasons-missing', obstacles: [{ rule }] });
  });
});

describe('acceptance', () => {
  test.each<[string, Partial<ReviewFile>, string, number, string]>([
    ['Credit China decides within seven working days', {}, 'H-032', 7, '2026-03-11'],
    [
      'a market-regulation department within ten',
      { channel: 'publicitySystem', facts: withRecord({ organ: { name: '市场监督管理局', marketRegulation: true } }) },
      'H-023',
      10,
      '2026-03-16',
    ],
    [
      'about the abnormal list within ten',
      { channel: 'publicitySystem', facts: withRecord({ kind: 'abnormalOperation' }) },
      'H-057',
      10,
      '2026-03-16',
    ],
  ])('%s', (_case, change, rule, workingDays, dueDate) => {
    const outcome = accept(fileAt('submitted', change), setting);
    expect(outcome).toMatchObject({
      kind: 'moved',
      file: { stage: 'accepted', acceptedAt: setting.at },
      started: [{ what: 'decide', rule, workingDays, dueDate, from: '2026-03-02', calendar: 'CN-2026', status: 'running' }],
    });
    if (outcome.kind === 'moved') expect(outcome.file.dueAt).toBe(outcome.started[0]?.dueAt);
  });

  test('needs the materials complete', () => {
    expect(rulesOf(accept(fileAt('submitted', { materials: ['commitmentLetter'] }), setting))).toEqual(['H-028', 'H-029']);
  });

  test('where the plan sets no limit, no clock runs', () => {
    const severe = withRecord({ kind: 'severeList', listId: 'A2-01', penaltyKinds: [] });
    expect(accept(fileAt('submitted', { channel: 'designatingUnit', facts: severe }), setting)).toMatchObject({
      kind: 'moved',
      file: { dueAt: null },
      started: [],
    });
  });
});

describe('what a step does to the clocks', () => {
  const changes = (outcome: Outcome): unknown =>
    outcome.kind === 'moved' ? outcome.changes.map(({ what, status }) => [what, status]) : outcome;

  test.each<[string, Outcome, [string, string][]]>([
    [
      'accepting in time meets one and needs no notice',
      operations.accept(fileAt('submitted')),
      [
        ['accept', 'met'],
        ['supplementNotice', 'cancelled'],
      ],
    ],
    [
      'accepting late is a breach, and stays one',
      operations.accept(fileAt('submitted', { dueAt: '2026-03-01T16:00:00.000Z' })),
      [
        ['accept', 'missed'],
        ['supplementNotice', 'cancelled'],
      ],
    ],
    [
      'the first instant of the next day is too late',
      operations.approve(fileAt('accepted', { dueAt: setting.at })),
      [['decide', 'missed']],
    ],
    [
      'a notice meets its clock and stops the one of acceptance',
      operations.requestSupplement(fileAt('submitted')),
      [
        ['supplementNotice', 'met'],
        ['accept', 'suspended'],
      ],
    ],
    [
      'a notice after the limit of acceptance stops nothing',
      operations.requestSupplement(fileAt('submitted', { dueAt: '2026-03-01T16:00:00.000Z' })),
      [
        ['supplementNotice', 'met'],
        ['accept', 'missed'],
      ],
    ],
    ['a decision meets its clock', operations.refuse(fileAt('accepted')), [['decide', 'met']]],
    ['a limit whose last day is not known yet is met', operations.approve(fileAt('accepted', { dueAt: null })), [['decide', 'met']]],
  ])('%s', (_case, outcome, expected) => {
    expect(changes(outcome)).toEqual(expected);
  });
});
