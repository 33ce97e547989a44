import { describe, expect, test } from '@jest/globals';
import { hhht2024, js2020 } from './books/known-books.js';
import { clauses } from './clauses.js';
import { rulebookFaults } from './rulebook-faults.js';
import type { Applies, Rulebook } from './rulebook.js';
import { rulebooks } from './rulebooks.js';

const aboutPenalties = <Row extends { readonly applies: Applies }>(rows: readonly Row[]): Row[] =>
  rows.filter(({ applies }) => applies.kinds?.includes('penalty') ?? true);
const { periods, materials, deadlines, channels, effects } = hhht2024;
const later: Rulebook = {
  ...hhht2024,
  id: 'HHHT-2026',
  kinds: ['penalty'],
  validFrom: '2026-04-01',
  periods: aboutPenalties(periods),
  materials: aboutPenalties(materials),
  deadlines: aboutPenalties(deadlines),
  channels: aboutPenalties(channels),
  effects: aboutPenalties(effects),
};

const faultsOf = (change: Partial<Rulebook>, ...others: Rulebook[]): string[] =>
  rulebookFaults([{ ...hhht2024, ...change }, ...others], clauses);

test('the rulebooks in use have no fault', () => expect(rulebookFaults(rulebooks, clauses)).toEqual([]));

describe('a rulebook is not used when it', () => {
  const [firstRule] = hhht2024.rules;
  const [firstPeriod] = hhht2024.periods;
  const [firstDeadline] = hhht2024.deadlines;
  if (firstRule === undefined || firstPeriod === undefined || firstDeadline === undefined) throw new Error('The plan has no rules.');

  test.each<[string, Partial<Rulebook>, string]>([
    ['cites a clause that does not exist', { rules: [{ ...firstRule, cites: ['H-999'] }] }, 'HHHT-2024 cites H-999, which is no clause.'],
    ['has a rule that is no clause', { periods: [{ ...firstPeriod, id: 'X-1' }] }, 'HHHT-2024 cites X-1, which is no clause.'],
    ['starts its clock by no clause', { clockStarts: 'H-000' }, 'HHHT-2024 cites H-000, which is no clause.'],
    [
      'uses a number it does not state',
      { deadlines: [{ ...firstDeadline, workingDays: 'days' }] },
      'HHHT-2024 uses the parameter days, which it does not state.',
    ],
    [
      'has a rule resting on such a number',
      { rules: [{ ...firstRule, uses: ['months'] }] },
      'HHHT-2024 uses the parameter months, which it does not state.',
    ],
    ['leaves open what it does not state', { pending: ['fee'] }, 'HHHT-2024 uses the parameter fee, which it does not state.'],
    ['ends before it begins', { validTo: '2023-12-31' }, 'HHHT-2024 ends on 2023-12-31, before it begins on 2024-01-01.'],
    ['states a rule twice', { rules: [firstRule, firstRule] }, 'HHHT-2024 states the rule H-007 twice.'],
    ['names no way to apply', { channels: [] }, 'HHHT-2024 names no channel for penalty.'],
    [
      'has a row about records it does not cover',
      { kinds: ['abnormalOperation', 'individualAbnormal', 'severeList'] },
      'HHHT-2024 has a row of H-012 about penalty, which it does not cover.',
    ],
    [
      'asks for a class it does not know',
      { periods: [{ ...firstPeriod, applies: { severities: ['severe'] } }] },
      'HHHT-2024 has a row of H-012 that asks for a severity, which it does not know.',
    ],
    [
      'has a rule about records it does not cover',
      { rules: [{ ...firstRule, applies: { kinds: ['penalty'] } }], kinds: ['severeList'] },
      'HHHT-2024 has a row of H-007 about penalty, which it does not cover.',
    ],
    [
      'names a channel that is never reached',
      { channels: [{ id: 'H-026', cites: [], applies: {}, channel: 'creditChina' }, ...hhht2024.channels] },
      'HHHT-2024 has a channel of H-035 behind one that takes every record.',
    ],
    [
      'starts a limit where its stage is over',
      { deadlines: [{ ...firstDeadline, startsAt: 'acceptedAt' }] },
      'HHHT-2024 starts the limit accept of H-022 at acceptedAt, from where that stage is never reached.',
    ],
    [
      'opens repair when display has ended',
      { parameters: { ...hhht2024.parameters, maximumMonths: 12 } },
      'HHHT-2024 states in H-014 a shortest publicity of 12 months and a longest of 12.',
    ],
    ['gives an approval nothing to do', { effects: [] }, 'HHHT-2024 names no effect for severeList.'],
    [
      'names a way to apply for some records of a kind only',
      { channels: channels.filter(({ id }) => id !== 'H-026') },
      'HHHT-2024 names no channel for penalty of other organs.',
    ],
    [
      'states a shortest publicity and never asks whether it has passed',
      { rules: hhht2024.rules.filter(({ id }) => id !== 'H-014') },
      'HHHT-2024 states in H-014 a shortest publicity that no rule asks for.',
    ],
  ])('%s', (_case, change, fault) => expect(faultsOf(change)).toContain(fault));

  test.each<[string, Partial<Rulebook>, string]>([
    [
      'states no publicity for a class it knows',
      { periods: js2020.periods.filter(({ id }) => id !== 'J-013') },
      'JS-2020 states no publicity for the class severe.',
    ],
    [
      'names an effect for some classes only',
      { effects: js2020.effects.map((row) => ({ ...row, applies: { severities: ['general'] } })) },
      'JS-2020 names no effect for penalty of market regulation, severe.',
    ],
  ])('%s', (_case, change, fault) => expect(rulebookFaults([{ ...js2020, ...change }], clauses)).toContain(fault));

  test('is in force together with another for the same records', () => {
    expect(faultsOf({}, later)).toEqual(['HHHT-2024 and HHHT-2026 are both in force in HHHT for penalty.']);
    expect(faultsOf({ validTo: '2026-03-31' }, later)).toEqual([]);
    expect(faultsOf({}, { ...later, jurisdiction: 'CN' })).toEqual([]);
  });

  test('leaves days without rules before the next one', () => {
    expect(faultsOf({ validTo: '2026-03-30' }, later)).toEqual([
      'Between HHHT-2024 and HHHT-2026 no rulebook is in force in HHHT for penalty, from 2026-03-31 to 2026-03-31.',
    ]);
    expect(faultsOf({ validTo: '2026-03-30' }, { ...later, jurisdiction: 'CN' })).toEqual([]);
    // The next one counts, not the one after it.
    const last: Rulebook = { ...later, id: 'HHHT-2030', validFrom: '2030-01-01' };
    expect(faultsOf({ validTo: '2026-03-31' }, last, { ...later, validTo: '2029-12-31' })).toEqual([]);
  });

  test('has the name of another', () => expect(faultsOf({}, hhht2024)).toEqual(['Two rulebooks are called HHHT-2024.']));
});
