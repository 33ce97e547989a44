import { describe, expect, test } from '@jest/globals';
import { builtInCalendar } from '@tongxiu/working-days';
import fc from 'fast-check';
import { domains, penaltyKinds, type ApplicationFacts, type CaseFacts, type RecordFacts } from '../case-facts.js';
import { evaluate } from '../evaluate.js';
import { soundApplication, soundCase, soundRecord } from '../sound-case.js';
import type { Verdict } from '../verdict.js';
import { hhht2024 } from './known-books.js';

const judge = (facts: CaseFacts): Verdict => evaluate(hhht2024, facts, builtInCalendar);

const about = (record: Partial<RecordFacts>, asOf = '2025-03-03'): Verdict =>
  judge({ ...soundCase, asOf, record: { ...soundRecord, ...record } });

const applied = (application: Partial<ApplicationFacts>, record: Partial<RecordFacts> = {}): Verdict =>
  judge({ ...soundCase, record: { ...soundRecord, ...record }, application: { ...soundApplication, ...application } });

const rulesOf = ({ broken }: Verdict): string[] => broken.map(({ rule }) => rule);

describe('三: how long a penalty is shown', () => {
  test.each([
    ['three months (H-012), three years (H-013)', 'other', '2025-02-28', '2027-11-30'],
    ['a year for food (H-014)', 'food', '2025-11-30', '2027-11-30'],
    ['a year for drugs (H-014)', 'drugs', '2025-11-30', '2027-11-30'],
    ['a year for special equipment (H-014)', 'specialEquipment', '2025-11-30', '2027-11-30'],
    ['a year for work safety (H-014)', 'workSafety', '2025-11-30', '2027-11-30'],
    ['a year for fire safety (H-014)', 'fireSafety', '2025-11-30', '2027-11-30'],
    ['three months for ecology', 'ecology', '2025-02-28', '2027-11-30'],
    ['three months for project quality', 'projectQuality', '2025-02-28', '2027-11-30'],
    ['three months for compulsory certification', 'compulsoryCertification', '2025-02-28', '2027-11-30'],
  ] as const)('%s', (_case, domain, minimumUntil, maximumUntil) => {
    expect(about({ domains: [domain] }).publicity).toEqual({ minimumUntil, maximumUntil, shown: true });
  });

  test('of several domains in one decision the longest period governs (H-017)', () => {
    expect(about({ domains: ['other', 'fireSafety', 'ecology'] }).publicity.minimumUntil).toBe('2025-11-30');
  });

  test.each([
    ['2024-02-29', ['food'], '2025-02-28', '2027-02-28'],
    ['2023-11-30', ['other'], '2024-02-29', '2026-11-30'],
    ['2024-12-31', ['other'], '2025-03-31', '2027-12-31'],
  ] as const)('decided on %s: the clock starts that day, which is not counted (H-018)', (decidedOn, inDomains, minimum, maximum) => {
    expect(about({ decidedOn, domains: [...inDomains] }, '2025-01-01').publicity).toMatchObject({
      minimumUntil: minimum,
      maximumUntil: maximum,
    });
  });
});

describe('二, 三: when repair is possible (H-009, H-015)', () => {
  test('not on the last day of the shortest publicity', () => {
    const verdict = about({}, '2025-02-28');
    expect(verdict).toMatchObject({ repairable: false, repairableFrom: '2025-03-01' });
    expect(verdict.broken).toEqual([
      { rule: 'H-012', clause: '三', until: '2025-02-28', message: { zh: expect.stringContaining('2025-03-01'), en: expect.any(String) } },
    ]);
  });

  test('from the day after', () => {
    expect(about({}, '2025-03-01')).toMatchObject({ repairable: true, repairableFrom: '2025-03-01', broken: [] });
  });

  test('in the five domains the rule that is broken is theirs', () => {
    expect(about({ domains: ['other', 'food'] }).broken).toMatchObject([{ rule: 'H-014', until: '2025-11-30' }]);
  });

  test('on the last day of the longest publicity the record is still shown and may be repaired', () => {
    expect(about({}, '2027-11-30')).toMatchObject({ repairable: true, publicity: { shown: true } });
  });

  test('after it, display has stopped by itself and nothing is left to repair (H-016)', () => {
    const verdict = about({}, '2027-12-01');
    expect(verdict).toMatchObject({ repairable: false, repairableFrom: null, publicity: { shown: false, maximumUntil: '2027-11-30' } });
    expect(verdict.broken).toMatchObject([{ rule: 'H-016', until: null }]);
  });
});

describe('conditions of the application (H-010)', () => {
  test.each([
    ['corrected, performed and with its materials', {}, []],
    ['not corrected', { corrected: false }, ['H-010']],
    ['not performed', { obligationsPerformed: false }, ['H-010']],
    ['untrue', { untrue: true }, ['H-010']],
    ['neither corrected nor performed', { corrected: false, obligationsPerformed: false }, ['H-010']],
    ['a commitment that may not be published, which this plan does not ask', { commitmentPublishable: false }, []],
  ] as const)('%s', (_case, change, broken) => {
    const verdict = applied(change);
    expect(rulesOf(verdict)).toEqual(broken);
    expect(verdict.repairable).toBe(broken.length === 0);
  });

  test('every reason is told, not only the first', () => {
    const [reason] = applied({ corrected: false, obligationsPerformed: false, untrue: true }).broken;
    for (const part of ['尚未纠正', '尚未履行', '不实', '履行相关义务']) expect(reason?.message.zh).toContain(part);
  });

  test('time and conduct are reported together', () => {
    expect(rulesOf(applied({ corrected: false }, { domains: ['drugs'] }))).toEqual(['H-014', 'H-010']);
  });

  test('natural persons are outside the plan (H-007)', () => {
    const verdict = judge({ ...soundCase, subject: { kind: 'naturalPerson', name: '某人' } });
    expect(rulesOf(verdict)).toEqual(['H-007']);
    expect(verdict).toMatchObject({ repairable: false, noticeRequired: false, repairableFrom: '2025-03-01' });
  });
});

describe('四: where to apply', () => {
  test.each([
    ['penalties of market regulation on the Publicity System (H-019)', 'penalty', true, 'publicitySystem'],
    ['penalties of all others on Credit China (H-026)', 'penalty', false, 'creditChina'],
    ['the abnormal list on the Publicity System (H-019)', 'abnormalOperation', true, 'publicitySystem'],
    ['the status of individual businesses too (H-019)', 'individualAbnormal', true, 'publicitySystem'],
    ['severe lists with the designating unit (H-035, H-062)', 'severeList', false, 'designatingUnit'],
  ] as const)('%s', (_case, kind, marketRegulation, channel) => {
    expect(about({ kind, organ: { name: '某单位', marketRegulation } }).channel).toBe(channel);
  });
});

describe('四(二)1: what to bring', () => {
  test('authorisation (H-028), proof of performance (H-029) and commitment (H-030) for channel B', () => {
    expect(applied({ materials: [] }).missingMaterials).toEqual(['authorisation', 'performanceProof', 'commitmentLetter']);
    expect(applied({ materials: ['authorisation', 'commitmentLetter'] })).toMatchObject({
      repairable: false,
      broken: [],
      missingMaterials: ['performanceProof'],
    });
  });

  test('nothing is missing before there is an application, but what it needs is told', () => {
    expect(about({})).toMatchObject({
      missingMaterials: [],
      requiredMaterials: [['authorisation'], ['performanceProof'], ['commitmentLetter']],
    });
  });

  test.each(['abnormalOperation', 'individualAbnormal', 'severeList'] as const)('the plan names no materials for %s', (kind) => {
    expect(applied({ materials: [] }, { kind }).missingMaterials).toEqual([]);
  });
});

describe('what an approval does (H-011)', () => {
  test.each([
    ['penalty', ['terminatePublicity']],
    ['abnormalOperation', ['removeFromList']],
    ['individualAbnormal', ['restoreStatus']],
    ['severeList', ['removeFromList']],
  ] as const)('%s: %j', (kind, effects) => expect(about({ kind }).effects).toEqual(effects));
});

describe('lists and status have no periods in the plan', () => {
  test.each(['abnormalOperation', 'individualAbnormal', 'severeList'] as const)('%s is repairable once corrected', (kind) => {
    expect(applied({}, { kind, decidedOn: '2025-03-01' })).toMatchObject({
      repairable: true,
      repairableFrom: '2025-03-01',
      publicity: { minimumUntil: null, maximumUntil: null, shown: true },
    });
    expect(rulesOf(applied({ corrected: false }, { kind }))).toEqual(['H-010']);
  });
});

describe('五(三): two documents delivered together (H-050, H-051)', () => {
  test.each([
    [['fine'], true],
    [['warning'], false],
    [['criticism'], false],
    [['warning', 'criticism'], false],
    [['warning', 'fine'], true],
    [[], true],
  ] as const)('a penalty of %j', (kinds, required) => expect(about({ penaltyKinds: [...kinds] }).noticeRequired).toBe(required));

  test.each(['abnormalOperation', 'individualAbnormal', 'severeList'] as const)('not for %s', (kind) => {
    expect(about({ kind }).noticeRequired).toBe(false);
  });
});

describe('limits', () => {
  const accepted = { submittedAt: '2025-03-03T09:00:00+08:00', acceptedAt: '2025-03-04T17:00:00+08:00' };
  const market = { name: '呼和浩特市市场监督管理局', marketRegulation: true };
  const limits = (record: Partial<RecordFacts>, application: Partial<ApplicationFacts> = accepted) =>
    applied(application, record).deadlines.map(({ rule, what, workingDays, from, dueDate }) => [rule, what, workingDays, from, dueDate]);

  test('channel A: 5 working days to accept (H-022), 10 to decide (H-023)', () => {
    expect(limits({ organ: market })).toEqual([
      ['H-022', 'accept', 5, '2025-03-03', '2025-03-10'],
      ['H-023', 'decide', 10, '2025-03-04', '2025-03-18'],
    ]);
  });

  test('channel B: 3 working days to accept (H-031), 7 to decide (H-032)', () => {
    expect(limits({})).toEqual([
      ['H-031', 'accept', 3, '2025-03-03', '2025-03-06'],
      ['H-032', 'decide', 7, '2025-03-04', '2025-03-13'],
    ]);
  });

  test.each(['abnormalOperation', 'individualAbnormal'] as const)(
    '%s: 5 to accept (H-022), then 10 to decide on removal (H-057)',
    (kind) => {
      expect(limits({ kind, organ: market })).toEqual([
        ['H-022', 'accept', 5, '2025-03-03', '2025-03-10'],
        ['H-057', 'decide', 10, '2025-03-04', '2025-03-18'],
      ]);
    },
  );

  test('severe lists: only the city platform has a limit, 1 working day from receipt (H-038, H-067)', () => {
    expect(limits({ kind: 'severeList' })).toEqual([]);
    expect(limits({ kind: 'severeList' }, { ...accepted, receivedByPlatformAt: '2025-03-07T23:59:00+08:00' })).toEqual([
      ['H-038', 'publish', 1, '2025-03-07', '2025-03-10'],
    ]);
  });

  test('there is no limit before its start', () => expect(about({}).deadlines).toEqual([]));

  test('the notice to supplement and the objection are kept as adopted limits, not as this plan says', () => {
    const verdict = applied({ objectionAt: '2025-04-01' });
    expect(verdict.adoptedDeadlines.map(({ rule, what, dueDate }) => [rule, what, dueDate])).toEqual([
      ['J-026', 'supplementNotice', '2025-03-06'],
      ['J-042', 'answerObjection', '2025-04-09'],
    ]);
    expect(verdict.deadlines.map(({ what }) => what)).toEqual(['accept']);
  });

  test('a year the calendar lacks leaves the last day open', () => {
    const record = { ...soundRecord, decidedOn: '2026-01-05' };
    const application = { ...soundApplication, submittedAt: '2026-12-30T09:00:00+08:00' };
    expect(judge({ ...soundCase, asOf: '2026-12-30', record, application }).deadlines).toMatchObject([
      { what: 'accept', dueDate: null, dueAt: null, provisional: true, missingYears: [2027] },
    ]);
  });
});

describe('whatever the penalty', () => {
  const dayMs = 86_400_000;
  const utc = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
  /** An independent reading of the same sentence: count months on the runtime's UTC calendar and step back from a spilt-over month. */
  const monthsLater = (date: string, months: number): string => {
    const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
    const target = new Date(Date.UTC(year, month - 1 + months, day));
    return target.getUTCDate() === day ? utc(target.getTime()) : utc(Date.UTC(year, month + months, 0));
  };
  const decisions = fc.integer({ min: Date.UTC(2015, 0, 1) / dayMs, max: Date.UTC(2025, 0, 1) / dayMs }).map((days) => utc(days * dayMs));

  test('the periods are whole months from the decision, and the day after them is the first that counts', () => {
    const someDomains = fc.subarray([...domains], { minLength: 1 });
    const someKinds = fc.subarray([...penaltyKinds], { minLength: 1 });
    fc.assert(
      fc.property(decisions, someDomains, someKinds, fc.boolean(), (decidedOn, inDomains, kinds, marketRegulation) => {
        const long = inDomains.some((domain) => ['food', 'drugs', 'specialEquipment', 'workSafety', 'fireSafety'].includes(domain));
        const [minimum, maximum] = [monthsLater(decidedOn, long ? 12 : 3), monthsLater(decidedOn, 36)];
        const record = { decidedOn, domains: inDomains, penaltyKinds: kinds, organ: { name: '某局', marketRegulation } };
        const next = (date: string): string => utc(Date.parse(`${date}T00:00:00Z`) + dayMs);
        expect(about(record, minimum)).toMatchObject({
          repairable: false,
          repairableFrom: next(minimum),
          publicity: { minimumUntil: minimum, maximumUntil: maximum, shown: true },
          broken: [{ rule: long ? 'H-014' : 'H-012', until: minimum }],
        });
        expect(about(record, next(minimum)).repairable).toBe(true);
        expect(about(record, maximum)).toMatchObject({ repairable: true, publicity: { shown: true } });
        expect(about(record, next(maximum))).toMatchObject({ repairable: false, repairableFrom: null, publicity: { shown: false } });
      }),
    );
  });
});

test('another reading of a period is a change of data, not of code', () => {
  const read = (parameters: Record<string, string | boolean>, decidedOn: string) =>
    evaluate(
      { ...hhht2024, parameters: { ...hhht2024.parameters, ...parameters } },
      { ...soundCase, record: { ...soundRecord, decidedOn } },
      builtInCalendar,
    ).publicity.minimumUntil;
  expect(read({ 'counting.decisionDayCounted': true }, '2024-11-15')).toBe('2025-02-14');
  expect(read({ 'counting.shortMonth': 'firstOfNextMonth' }, '2024-11-30')).toBe('2025-03-01');
  expect(read({}, '2024-11-30')).toBe('2025-02-28');
});
