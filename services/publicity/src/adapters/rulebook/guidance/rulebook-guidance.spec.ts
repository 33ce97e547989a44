import { describe, expect, test } from '@jest/globals';
import { RulebookGuidance } from './rulebook-guidance.js';

const routeOf = (jurisdiction: string, kind: 'penalty' | 'severeList') =>
  new RulebookGuidance(jurisdiction).of(kind, '2026-11-22').routes[0];

describe('the guidance of a jurisdiction is that of its own rulebook (H-040, J-039)', () => {
  test('Jiangsu: to the designating unit or the institution, with its materials and limits (J-004, J-008, J-020…J-024, J-028)', () => {
    const route = routeOf('JS', 'penalty');
    expect(route).toMatchObject({ acceptingUnit: { rule: 'J-004' }, channel: { id: 'designatingUnitOrInstitution', url: null } });
    expect(route?.channel.steps.map(({ rule }) => rule)).toEqual(['J-004', 'J-020']);
    expect(route?.materials.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['J-021', 'J-022', 'J-023']));
    expect(route?.limits.map(({ rule, workingDays }) => `${rule} ${workingDays}`)).toEqual(expect.arrayContaining(['J-028 7', 'J-042 5']));
  });

  test('a number whose official text was not at hand is not stated', () => {
    const limits = routeOf('CN', 'penalty')?.limits ?? [];
    expect(limits.length).toBeGreaterThan(0);
    for (const { workingDays, message } of limits)
      expect([workingDays, message.zh]).toEqual([null, expect.stringContaining('待核对官方文本')]);
  });

  test('Hohhot: a severe list goes to its department, under the department’s own rules (H-035, H-036, H-062, H-064)', () => {
    const route = routeOf('HHHT', 'severeList');
    expect(route?.channel.steps.map(({ rule }) => rule)).toEqual(['H-035', 'H-064']);
    expect(route?.acceptingUnit.rule).toBe('H-062');
  });

  test('a penalty of another department is followed by its query code (H-027, H-034)', () => {
    const [, others] = new RulebookGuidance('HHHT').of('penalty', '2026-11-22').routes;
    expect(others?.channel.steps.map(({ rule }) => rule)).toEqual(['H-027', 'H-034']);
  });
});

test('a jurisdiction without a rulebook has no guidance', () => {
  expect(() => new RulebookGuidance('XX').of('penalty', '2026-11-22')).toThrow('no rulebook');
});
