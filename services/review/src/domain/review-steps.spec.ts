import { describe, expect, test } from '@jest/globals';
import type { Findings, RecordFacts } from './case-facts.js';
import type { Moved, Outcome, ReviewFile } from './review-file.js';
import { answer, closeObjection, object, type Objection } from './objections.js';
import { accept, close, decide, noteSupplement, notAccept, requestSupplement, revoke, withdraw } from './review-steps.js';
import { because, fileAt, penalty, setting, sound } from './example-case.js';
import { moves, openStages, stages, type Move, type Stage } from './stages.js';

const objection: Objection = {
  objectionId: '0197a000-0000-7000-8000-0000000000aa',
  caseId: '0197a000-0000-7000-8000-000000000001',
  stage: 'filed',
  filedAt: '2026-02-27T01:00:00.000Z',
};

const firstOf = (outcome: ReturnType<typeof answer>): Outcome => (outcome.kind === 'refused' ? outcome : (outcome.moved[0] as Moved));

const operations: Readonly<Record<Move, (file: ReviewFile) => Outcome>> = {
  accept: (file) => accept(file, setting),
  notAccept: (file) => notAccept(file, because, setting),
  requestSupplement: (file) => requestSupplement(file, because, setting),
  supplement: (file) => noteSupplement(file, ['performanceProof'], { resumed: undefined, dueAt: null }, setting),
  approve: (file) => decide(file, { decision: 'approve', findings: sound, reasons: [] }, setting),
  refuse: (file) => decide(file, { decision: 'refuse', findings: sound, reasons: because }, setting),
  withdraw: (file) => withdraw(file, setting),
  close: (file) => close(file, because, setting),
  revoke: (file) => revoke(file, because, setting),
  object: (file) => object(file, undefined, [], setting),
  upholdObjection: (file) => firstOf(answer(file, objection, { upheld: true, findings: sound, reasons: [] }, setting)),
  rejectObjection: (file) => firstOf(answer(file, objection, { upheld: false, findings: sound, reasons: because }, setting)),
  closeObjection: (file) => firstOf(closeObjection(file, objection, because, setting.at)),
};

describe('every stage against every move, allowed or not, exactly as the table says', () => {
  const grid = stages.flatMap((stage) => (Object.keys(operations) as Move[]).map((move) => [stage, move] as const));

  test.each(grid)('%s + %s', (stage, move) => {
    const outcome = operations[move](fileAt(stage));
    expect(outcome.kind === 'moved' ? outcome.file.stage : undefined).toBe(moves[stage][move]);
    if (outcome.kind === 'moved') expect(outcome.file.step).toBe(4);
  });

  test('a case can be told to supplement once on any way through the table (J-026)', () => {
    const reachable = (from: Stage): Stage[] => Object.values(moves[from]).flatMap((to) => (to === from ? [to] : [to, ...reachable(to)]));
    expect(reachable('supplementing').filter((stage) => moves[stage].requestSupplement !== undefined)).toEqual([]);
  });

  test('what is closed stays closed', () => {
    expect(openStages).toEqual(['submitted', 'supplementing', 'resubmitted', 'accepted']);
  });

  test('what was revoked is approved on no way through the table (J-018)', () => {
    expect(moves.revoked).toEqual({});
  });
});

const rulesOf = (outcome: Outcome): (string | undefined)[] =>
  outcome.kind === 'refused' ? outcome.obstacles.map(({ rule }) => rule) : outcome.reasons.map(({ rule }) => rule);

const withRecord = (change: Partial<RecordFacts['record']>): RecordFacts => ({ ...penalty, record: { ...penalty.record, ...change } });

describe('nobody approves against the rules (H-009, H-010, H-015, J-003)', () => {
  test.each<[string, Partial<ReviewFile>, Partial<Findings>, string[]]>([
    ['the shortest publicity of three months is not over (H-012)', { facts: withRecord({ decidedOn: '2025-12-15' }) }, {}, ['H-012']],
    ['in a protected domain it is one year (H-014)', { facts: withRecord({ domains: ['food'] }) }, {}, ['H-014']],
    ['the reviewer found the conduct not corrected (H-010)', {}, { corrected: false }, ['H-010']],
    ['something handed in is untrue, which proves nothing (H-010, J-018)', {}, { untrue: true }, ['H-010']],
    ['two materials are missing (H-029, H-030)', { materials: ['authorisation'] }, {}, ['H-029', 'H-030']],
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

  test('after the longest publicity nothing is left to repair (H-013, H-016)', () => {
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

describe('a refusal states its reasons (J-029)', () => {
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

describe('acceptance (J-025)', () => {
  test.each<[string, Partial<ReviewFile>, string, number, string]>([
    ['Credit China decides within seven working days (H-032)', {}, 'H-032', 7, '2026-03-11'],
    [
      'a market-regulation department within ten (H-023)',
      { channel: 'publicitySystem', facts: withRecord({ organ: { name: '市场监督管理局', marketRegulation: true } }) },
      'H-023',
      10,
      '2026-03-16',
    ],
    [
      'about the abnormal list within ten (H-057)',
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

  test('needs the materials complete (H-028, H-029, J-025)', () => {
    expect(rulesOf(accept(fileAt('submitted', { materials: ['commitmentLetter'] }), setting))).toEqual(['H-028', 'H-029']);
  });

  test('where the plan sets no limit, no clock runs: the list regime of the designating unit decides (H-036, H-064)', () => {
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
        ['accept', 'suspended'],
        ['supplementNotice', 'met'],
      ],
    ],
    [
      'a notice after the limit of acceptance stops nothing',
      operations.requestSupplement(fileAt('submitted', { dueAt: '2026-03-01T16:00:00.000Z' })),
      [
        ['accept', 'missed'],
        ['supplementNotice', 'met'],
      ],
    ],
    [
      'a withdrawal ends what is owed',
      operations.withdraw(fileAt('submitted')),
      [
        ['accept', 'cancelled'],
        ['supplementNotice', 'cancelled'],
      ],
    ],
    [
      'but a limit that had passed stays missed',
      operations.withdraw(fileAt('accepted', { dueAt: '2026-03-01T16:00:00.000Z' })),
      [
        ['decide', 'missed'],
        ['supplementNotice', 'cancelled'],
      ],
    ],
    ['the answer to an objection meets its clock', operations.rejectObjection(fileAt('refused')), [['answerObjection', 'met']]],
    ['a revocation has none', operations.revoke(fileAt('approved')), []],
    ['a decision meets its clock', operations.refuse(fileAt('accepted')), [['decide', 'met']]],
    ['a limit whose last day is not known yet is met', operations.approve(fileAt('accepted', { dueAt: null })), [['decide', 'met']]],
  ])('%s', (_case, outcome, expected) => {
    expect(changes(outcome)).toEqual(expected);
  });
});
