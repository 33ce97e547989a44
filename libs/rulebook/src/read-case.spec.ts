import { describe, expect, test } from '@jest/globals';
import { readCase } from './read-case.js';
import { soundApplication, soundCase, soundRecord } from './sound-case.js';

type Change = Readonly<Record<string, unknown>>;

const errorsOf = (input: unknown) => {
  const reading = readCase(input);
  return 'errors' in reading ? reading.errors : [];
};
const fieldsOf = (input: unknown): string[] => errorsOf(input).map(({ field }) => field);

const withSubject = (change: Change) => ({ ...soundCase, subject: { ...soundCase.subject, ...change } });
const withRecord = (change: Change) => ({ ...soundCase, record: { ...soundRecord, ...change } });
const withApplication = (change: Change) => ({ ...soundCase, application: { ...soundApplication, ...change } });

test('a sound case is read as it is', () => {
  const facts = {
    ...soundCase,
    record: { ...soundRecord, severity: 'general', publicityEndsOn: '2027-11-30', listId: 'A3-27' },
    application: soundApplication,
  };
  expect(readCase(facts)).toEqual({ facts });
});

test('optional fields may be null', () => {
  expect(readCase({ ...withRecord({ severity: null, listId: null }), application: null })).toEqual({ facts: soundCase });
});

test('a natural person has no credit code and is not refused here: that is for the rules', () => {
  const subject = { kind: 'naturalPerson', name: '某人' };
  expect(readCase({ ...soundCase, subject })).toEqual({ facts: { ...soundCase, subject } });
});

describe('what cannot be used is named by field', () => {
  test.each([
    ['no object', 'text', ['']],
    ['a list', [], ['']],
    ['null', null, ['']],
    ['nothing in it', {}, ['asOf', 'subject', 'record']],
    ['an unknown field', { ...soundCase, today: '2025-03-03' }, ['today']],
    ['a field of the prototype', JSON.parse('{"__proto__": 1}') as unknown, ['__proto__', 'asOf', 'subject', 'record']],
    ['an unknown field of the record', withRecord({ decidedAt: '2024-11-30' }), ['record.decidedAt']],
    ['an unknown field of the organ', withRecord({ organ: { name: '某局', marketRegulation: false, code: '1' } }), ['record.organ.code']],
    ['a day that does not exist', withRecord({ decidedOn: '2024-02-30' }), ['record.decidedOn']],
    ['an instant for a day', { ...soundCase, asOf: '2025-03-03T00:00:00+08:00' }, ['asOf']],
    ['a day of another age', withRecord({ decidedOn: '0202-11-30' }), ['record.decidedOn']],
    ['an unknown kind of record', withRecord({ kind: 'fine' }), ['record.kind']],
    ['an unknown domain, by its place', withRecord({ domains: ['food', 'cosmetics'] }), ['record.domains[1]']],
    ['domains that are no list', withRecord({ domains: 'food' }), ['record.domains']],
    ['no conducts', withRecord({ conducts: undefined }), ['record.conducts']],
    ['an unknown severity', withRecord({ severity: 'grave' }), ['record.severity']],
    ['an organ without a name', withRecord({ organ: { name: ' ', marketRegulation: false } }), ['record.organ.name']],
    ['a word for true', withApplication({ corrected: 'yes' }), ['application.corrected']],
    ['an unknown material', withApplication({ materials: ['receipt'] }), ['application.materials[0]']],
    ['an instant without an offset', withApplication({ submittedAt: '2025-03-03T09:00:00' }), ['application.submittedAt']],
    ['several things', { ...withRecord({ kind: 1, decidedOn: 2 }), asOf: 3 }, ['asOf', 'record.kind', 'record.decidedOn']],
  ] as const)('%s', (_case, input, fields) => {
    expect(fieldsOf(input)).toEqual(fields);
    expect(errorsOf(input).every(({ message }) => message.zh !== '' && message.en !== '')).toBe(true);
  });

  test.each([
    ['a character codes do not use', { creditCode: '9135010OM000100Y43' }],
    ['too short', { creditCode: '9135' }],
    ['missing', { creditCode: undefined }],
  ])('a credit code: %s', (_case, change) => expect(fieldsOf(withSubject(change))).toEqual(['subject.creditCode']));

  test.each(['A4-01', 'A2-08', 'A3-00', 'A3-28', 'a2-01'])('the list %s is in neither annex (H-061)', (listId) => {
    expect(errorsOf(withRecord({ kind: 'severeList', listId }))).toMatchObject([{ field: 'record.listId', rule: 'H-061' }]);
  });
});

describe('what contradicts itself', () => {
  test('a decision after the day asked about', () => {
    expect(errorsOf(withRecord({ decidedOn: '2025-03-04' }))).toMatchObject([{ field: 'record.decidedOn', rule: 'H-018' }]);
    expect(errorsOf(withRecord({ decidedOn: '2025-03-03' }))).toEqual([]);
  });

  test('the clause is that of the rulebook asked', () => {
    expect(readCase(withRecord({ decidedOn: '2025-03-04' }), { clockStarts: 'J-010' })).toMatchObject({ errors: [{ rule: 'J-010' }] });
  });

  test.each([
    ['publicity that ends before it starts', withRecord({ publicityEndsOn: '2024-11-29' }), 'record.publicityEndsOn'],
    ['accepted before submitted', withApplication({ acceptedAt: '2025-03-03T00:59:59Z' }), 'application.acceptedAt'],
    ['decided before accepted', withApplication({ acceptedAt: '2025-03-05', decidedAt: '2025-03-04' }), 'application.decidedAt'],
    [
      'shared before decided',
      withApplication({ decidedAt: '2025-03-05', receivedByPlatformAt: '2025-03-04' }),
      'application.receivedByPlatformAt',
    ],
    [
      'an objection before the decision',
      withApplication({ decidedAt: '2025-03-05', objectionAt: '2025-03-04' }),
      'application.objectionAt',
    ],
    ['applied before the decision', withApplication({ submittedAt: '2024-11-29T23:59:59+08:00' }), 'application.submittedAt'],
  ])('%s', (_case, input, field) => expect(fieldsOf(input)).toEqual([field]));

  test('a plain date and an instant of the same day do not', () => {
    expect(fieldsOf(withApplication({ submittedAt: '2025-03-03T09:00:00+08:00', acceptedAt: '2025-03-03' }))).toEqual([]);
    expect(fieldsOf(withApplication({ submittedAt: '2024-11-29T16:00:00Z' }))).toEqual([]);
  });
});
