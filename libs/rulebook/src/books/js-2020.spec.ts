import { describe, expect, test } from '@jest/globals';
import { builtInCalendar } from '@tongxiu/working-days';
import { conducts, type ApplicationFacts, type CaseFacts, type RecordFacts } from '../case-facts.js';
import { evaluate } from '../evaluate.js';
import { soundApplication, soundCase, soundRecord } from '../sound-case.js';
import type { Verdict } from '../verdict.js';
import { js2020 } from './known-books.js';

const judge = (facts: CaseFacts): Verdict => evaluate(js2020, facts, builtInCalendar);

const about = (record: Partial<RecordFacts>, asOf = '2025-06-02'): Verdict =>
  judge({ ...soundCase, asOf, record: { ...soundRecord, ...record } });

const applied = (application: Partial<ApplicationFacts>, record: Partial<RecordFacts> = {}): Verdict =>
  judge({ ...soundCase, asOf: '2025-06-02', record: { ...soundRecord, ...record }, application: { ...soundApplication, ...application } });

const rulesOf = ({ broken }: Verdict): string[] => broken.map(({ rule }) => rule);

describe('二(四), 二(五): how long to wait', () => {
  test.each([
    ['three months for general dishonesty (J-010)', 'general', '2025-02-28'],
    ['six months for severe dishonesty (J-013)', 'severe', '2025-05-30'],
    ['a minor one, which this notice does not know, waits as general', 'minor', '2025-02-28'],
  ] as const)('%s', (_case, severity, minimumUntil) => {
    expect(about({ severity }, minimumUntil)).toMatchObject({ repairable: false, publicity: { minimumUntil, maximumUntil: null } });
    expect(about({ severity }).repairable).toBe(true);
  });

  test.each([
    ['general, when its unit marked nothing', {}, 'general'],
    ['severe for a severe list', { kind: 'severeList' }, 'severe'],
    ['severe for a penalty of 二(六)', { domains: ['food'], penaltyKinds: ['suspension'] }, 'severe'],
  ] as const)('a record is read as %s (J-049)', (_case, change, severity) => {
    const verdict = about(change as Partial<RecordFacts>);
    expect(verdict.severity).toBe(severity);
    expect(verdict.assumptions).toMatchObject([{ rule: 'J-049' }]);
  });

  test('nothing is assumed about a marked record', () => expect(about({ severity: 'severe' }).assumptions).toEqual([]));
});

describe('conditions of the application', () => {
  test.each([
    ['everything in order', 'general', {}, []],
    ['general, not corrected (J-011)', 'general', { corrected: false }, ['J-011']],
    ['general, not performed (J-011)', 'general', { obligationsPerformed: false }, ['J-011']],
    ['general, no publishable commitment (J-012)', 'general', { commitmentPublishable: false }, ['J-012']],
    ['severe and in order (J-014, J-015)', 'severe', {}, []],
    ['severe, not corrected (J-014)', 'severe', { corrected: false }, ['J-014']],
    ['severe, no publishable commitment (J-014)', 'severe', { commitmentPublishable: false }, ['J-014']],
    ['untrue (J-018)', 'general', { untrue: true }, ['J-018']],
    ['several at once', 'general', { corrected: false, commitmentPublishable: false, untrue: true }, ['J-011', 'J-012', 'J-018']],
  ] as const)('%s', (_case, severity, change, broken) => expect(rulesOf(applied(change, { severity }))).toEqual(broken));

  test('a severe record needs training and a credit report (J-015, J-024); a general one does not', () => {
    const materials = ['commitmentLetter', 'licenceCopy', 'performanceProof'] as const;
    expect(applied({ materials }, { severity: 'severe' })).toMatchObject({
      broken: [{ rule: 'J-015' }],
      missingMaterials: ['trainingCertificate', 'creditReport'],
    });
    expect(applied({ materials }, { severity: 'general' })).toMatchObject({ repairable: true, missingMaterials: [] });
  });

  test('natural persons are credit subjects here', () => {
    expect(judge({ ...soundCase, subject: { kind: 'naturalPerson', name: '某人' } }).repairable).toBe(true);
  });
});

describe('二(六): not repairable before the longest publicity is over', () => {
  const closed = { penaltyKinds: ['suspension'] } as const;
  test.each(['food', 'drugs', 'ecology', 'projectQuality', 'workSafety', 'fireSafety', 'compulsoryCertification'] as const)(
    'business suspended in the domain %s (J-016)',
    (domain) => expect(rulesOf(about({ ...closed, domains: [domain] }))).toEqual(['J-016']),
  );

  test.each(conducts)('business suspended for %s (J-017)', (conduct) => {
    expect(rulesOf(about({ ...closed, conducts: [conduct] }))).toEqual(['J-017']);
  });

  test.each(['suspension', 'licenceRevocation', 'businessLicenceRevocation'] as const)('%s bars', (kind) => {
    expect(rulesOf(about({ domains: ['food'], penaltyKinds: ['fine', kind] }))).toEqual(['J-016']);
  });

  test.each([
    ['a fine in the same domain', { domains: ['food'], penaltyKinds: ['fine'] }],
    ['special equipment, which is not among them', { domains: ['specialEquipment'], penaltyKinds: ['suspension'] }],
    ['an entry in a list', { kind: 'abnormalOperation', domains: ['food'], penaltyKinds: ['suspension'] }],
  ] as const)('%s does not bar', (_case, change) => expect(rulesOf(about(change as Partial<RecordFacts>))).toEqual([]));

  const record = { ...closed, domains: ['food'], publicityEndsOn: '2027-11-30' } as const;

  test('it lapses the day after the longest publicity', () => {
    expect(about(record, '2027-11-30')).toMatchObject({
      repairable: false,
      repairableFrom: '2027-12-01',
      broken: [{ until: '2027-11-30' }],
    });
    expect(about(record, '2027-12-01')).toMatchObject({ repairable: true, repairableFrom: '2027-12-01' });
  });

  test('where the record names no last day, no such day comes', () => {
    expect(about({ ...closed, domains: ['food'] })).toMatchObject({ repairableFrom: null, broken: [{ rule: 'J-016', until: null }] });
  });
});

describe('三(七): materials', () => {
  test('commitment (J-021), licence copy (J-022), and proof or a repair form (J-023)', () => {
    expect(applied({ materials: [] }, { severity: 'general' }).missingMaterials).toEqual([
      'commitmentLetter',
      'licenceCopy',
      'performanceProof',
    ]);
    expect(applied({ materials: ['commitmentLetter', 'licenceCopy', 'repairForm'] }, { severity: 'general' }).missingMaterials).toEqual([]);
  });
});

test('limits: 3 working days for the notice (J-026), 7 to decide (J-028), 2 to share (J-035), 5 for an objection (J-042)', () => {
  const times = {
    submittedAt: '2025-06-02T09:00:00+08:00',
    acceptedAt: '2025-06-03',
    decidedAt: '2025-06-05',
    objectionAt: '2025-06-06T09:00:00Z',
  };
  expect(applied(times).deadlines.map(({ rule, what, workingDays, dueDate }) => [rule, what, workingDays, dueDate])).toEqual([
    ['J-028', 'decide', 7, '2025-06-12'],
    ['J-026', 'supplementNotice', 3, '2025-06-05'],
    ['J-035', 'share', 2, '2025-06-09'],
    ['J-042', 'answerObjection', 5, '2025-06-13'],
  ]);
});

test('to the designating unit or the institution (J-004, J-020); annotated, withdrawn, no longer punished (J-030, J-031, J-032)', () => {
  expect(about({})).toMatchObject({
    channel: 'designatingUnitOrInstitution',
    effects: ['annotate', 'terminatePublicity', 'liftPunishment'],
    noticeRequired: false,
  });
});
