import { expect, test } from '@jest/globals';
import { record } from '../../domain/example-happenings.js';
import { RulebookPeriods } from './rulebook-periods.js';

const periods = new RulebookPeriods('HHHT');

test.each([
  ['a fine', { decidedOn: '2026-01-15' }, '2026-04-15', '2029-01-15'],
  ['a decision on 29 February', { decidedOn: '2024-02-29' }, '2024-05-29', '2027-02-28'],
  ['a decision before a short month', { decidedOn: '2024-11-30' }, '2025-02-28', '2027-11-30'],
  ['one of the five domains', { decidedOn: '2026-01-15', domains: ['other' as const, 'food' as const] }, '2027-01-15', '2029-01-15'],
  ['a severe list, which has its own regime', { kind: 'severeList' as const, listId: 'A2-01' }, null, null],
  [
    'a severe list whose organ states a last day',
    { kind: 'severeList' as const, listId: 'A2-01', publicityEndsOn: '2028-06-30' },
    null,
    '2028-06-30',
  ],
  ['an abnormal operation', { kind: 'abnormalOperation' as const, marketRegulation: true }, null, null],
])('%s is shown as long as the rulebook says (H-012, H-013, H-014, H-017, H-018)', (_case, change, minimumUntil, maximumUntil) => {
  expect(periods.of({ ...record, ...change }, '2026-11-22').period).toMatchObject({ rulebook: 'HHHT-2024', minimumUntil, maximumUntil });
});

test('a jurisdiction without a rulebook is a fault, not an endless display', () => {
  expect(() => new RulebookPeriods('XX').of(record, '2026-11-22')).toThrow('no rulebook');
});

test.each([
  ['HHHT', {}, '2026-04-16'],
  ['JS', { domains: ['food' as const], penaltyKinds: ['licenceRevocation' as const] }, null],
])(
  'a repair is possible from the day after the minimum, where the rulebook allows one (H-009, H-015, J-016): %s',
  (jurisdiction, change, from) => {
    const { period } = new RulebookPeriods(jurisdiction).of({ ...record, ...change }, '2026-11-22');
    expect(period.repairableFrom).toBe(from);
  },
);

test.each([
  ['a fine', { penaltyKinds: ['fine' as const] }, true],
  ['a warning with criticism', { penaltyKinds: ['warning' as const, 'criticism' as const] }, false],
  ['a warning with a fine', { penaltyKinds: ['warning' as const, 'fine' as const] }, true],
  ['an abnormal entry', { kind: 'abnormalOperation' as const }, false],
])('%s: whether a notice goes with the decision (H-050, H-051)', (_case, change, required) => {
  expect(periods.of({ ...record, ...change }, '2026-11-22').noticeRequired).toBe(required);
});
