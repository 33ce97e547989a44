import { describe, expect, test } from '@jest/globals';
import { builtInCalendar } from '@tongxiu/working-days';
import type { ApplicationFacts, RecordFacts } from '../case-facts.js';
import { evaluate } from '../evaluate.js';
import { soundApplication, soundCase, soundRecord } from '../sound-case.js';
import type { Verdict } from '../verdict.js';
import { cn2026 } from './known-books.js';

const about = (record: Partial<RecordFacts>, asOf: string, application?: Partial<ApplicationFacts>): Verdict =>
  evaluate(
    cn2026,
    {
      ...soundCase,
      asOf,
      record: { ...soundRecord, decidedOn: '2026-05-31', ...record },
      ...(application === undefined ? {} : { application: { ...soundApplication, submittedAt: asOf, ...application } }),
    },
    builtInCalendar,
  );

describe('periods by class', () => {
  test.each([
    ['minor', null, '2026-08-31'],
    ['general', '2026-08-31', '2027-05-31'],
    ['severe', '2027-05-31', '2029-05-31'],
  ] as const)('%s: at least until %s, at most until %s', (severity, minimumUntil, maximumUntil) => {
    expect(about({ severity }, '2026-06-01').publicity).toEqual({ minimumUntil, maximumUntil, shown: true });
  });

  test('minor information may be repaired at once, and disappears by itself', () => {
    expect(about({ severity: 'minor' }, '2026-06-01', {})).toMatchObject({ repairable: true, repairableFrom: '2026-05-31' });
    expect(about({ severity: 'minor' }, '2026-09-01')).toMatchObject({
      repairable: false,
      repairableFrom: null,
      publicity: { shown: false },
    });
  });

  test.each([
    ['a severe list', { kind: 'severeList' }, 'severe'],
    ['a revocation', { penaltyKinds: ['fine', 'licenceRevocation'] }, 'severe'],
    ['a mere warning', { penaltyKinds: ['warning'] }, 'minor'],
    ['anything else', {}, 'general'],
  ] as const)('%s without a mark', (_case, change, severity) => {
    const verdict = about(change as Partial<RecordFacts>, '2026-06-01');
    expect(verdict.severity).toBe(severity);
    expect(verdict.assumptions[0]?.message.zh).toContain('待核对官方文本');
  });
});

test.each([
  ['not corrected', { corrected: false }, ['N-010']],
  ['without a public commitment', { commitmentPublishable: false }, ['N-011']],
  ['untrue', { untrue: true }, ['N-011']],
] as const)('%s', (_case, change, broken) => {
  expect(about({ severity: 'minor' }, '2026-06-01', change).broken.map(({ rule }) => rule)).toEqual(broken);
});

test('repair means three effects, and leaving the list where there is one', () => {
  const three = ['terminatePublicity', 'stopSharing', 'liftPunishment'];
  expect(about({}, '2026-06-01').effects).toEqual(three);
  expect(about({ kind: 'severeList' }, '2026-06-01').effects).toEqual(['removeFromList', ...three]);
  expect(about({ kind: 'individualAbnormal' }, '2026-06-01').effects).toEqual(['restoreStatus', ...three]);
});

describe('numbers whose official text was not at hand', () => {
  test('are not used: no limit is claimed', () => {
    expect(about({}, '2026-09-01', { acceptedAt: '2026-09-02' }).deadlines).toEqual([]);
  });

  test('count as soon as they are stated', () => {
    const stated = { ...cn2026, parameters: { ...cn2026.parameters, acceptWorkingDays: 5, noticeOnListing: true } };
    const facts = { ...soundCase, asOf: '2026-09-01', record: { ...soundRecord, kind: 'severeList' } } as const;
    const application = { ...soundApplication, submittedAt: '2026-09-01' };
    expect(evaluate(stated, { ...facts, application }, builtInCalendar)).toMatchObject({
      noticeRequired: true,
      deadlines: [{ what: 'accept', workingDays: 5, dueDate: '2026-09-08' }],
    });
    expect(evaluate(cn2026, facts, builtInCalendar).noticeRequired).toBe(false);
  });

  test('are listed by name', () => expect(cn2026.pending).toContain('decideWorkingDays'));
});
