import { describe, expect, test } from '@jest/globals';
import { builtInCalendar } from '@tongxiu/working-days';
import { because, book, fileAt, setting, sound } from './example-case.js';
import { answer, closeObjection, object, objectionMoves, objectionStages, type Objection, type ObjectionMove } from './objections.js';

const objectionAt = (stage: Objection['stage']): Objection => ({
  objectionId: '0197a000-0000-7000-8000-0000000000aa',
  caseId: fileAt('refused').caseId,
  stage,
  filedAt: '2026-02-27T01:00:00.000Z',
});

const uphold = { upheld: true, findings: sound, reasons: [] };
const reject = { upheld: false, findings: sound, reasons: because };

describe('every stage of an objection against every move, exactly as the table says (J-042)', () => {
  const operations: Readonly<Record<ObjectionMove, (objection: Objection) => ReturnType<typeof answer>>> = {
    uphold: (objection) => answer(fileAt('refused'), objection, uphold, setting),
    reject: (objection) => answer(fileAt('refused'), objection, reject, setting),
    close: (objection) => closeObjection(fileAt('refused'), objection, because, setting.at),
  };
  const grid = objectionStages.flatMap((stage) => (Object.keys(operations) as ObjectionMove[]).map((move) => [stage, move] as const));

  test.each(grid)('%s + %s', (stage, move) => {
    const outcome = operations[move](objectionAt(stage));
    expect(outcome.kind === 'answered' ? outcome.stage : undefined).toBe(objectionMoves[stage][move]);
  });
});

describe('an objection is filed', () => {
  test('against a refusal, and its answer is due five working days later (J-041, J-042)', () => {
    expect(object(fileAt('refused', { dueAt: null }), undefined, ['creditReport'], setting)).toMatchObject({
      kind: 'moved',
      move: 'object',
      file: { stage: 'refused', dueAt: '2026-03-10T00:00:00+08:00' },
      started: [
        { what: 'answerObjection', rule: 'J-042', workingDays: 5, startEvent: 'objected', from: '2026-03-02', dueDate: '2026-03-09' },
      ],
    });
  });

  test('once: a second one to the same refusal is not taken up (J-041)', () => {
    expect(object(fileAt('refused'), objectionAt('rejected'), [], setting)).toMatchObject({
      kind: 'refused',
      code: 'objection-once',
      obstacles: [{ rule: 'J-041' }],
    });
  });
});

describe('it is answered', () => {
  test('upheld, the case is approved in the next step, by the same verdict as any approval (J-042)', () => {
    const outcome = answer(fileAt('refused'), objectionAt('filed'), uphold, setting);
    expect(outcome).toMatchObject({
      kind: 'answered',
      stage: 'upheld',
      moved: [
        {
          move: 'upholdObjection',
          file: { stage: 'upheld', step: 4 },
          reasons: [{ rule: 'J-042' }],
          changes: [{ what: 'answerObjection', status: 'met' }],
        },
        { move: 'approve', file: { stage: 'approved', step: 5 }, judgement: { verdict: { repairable: true } }, changes: [] },
      ],
    });
  });

  test('but never around a rule that stands in the way (H-010, J-011)', () => {
    const order = { ...uphold, findings: { ...sound, corrected: false } };
    expect(answer(fileAt('refused'), objectionAt('filed'), order, setting)).toMatchObject({
      kind: 'refused',
      code: 'conditions-not-met',
      obstacles: [{ rule: 'H-010' }],
    });
  });

  test('rejected, it says why (J-029)', () => {
    expect(answer(fileAt('refused'), objectionAt('filed'), { ...reject, reasons: [] }, setting)).toMatchObject({ code: 'reasons-missing' });
    expect(answer(fileAt('refused'), objectionAt('filed'), reject, setting)).toMatchObject({
      stage: 'rejected',
      moved: [{ file: { stage: 'refused' }, reasons: because }],
    });
  });
});

test('where a limit for sharing is set, a decision is shared in the instant it is written (J-028, J-035)', () => {
  const setting2020 = { at: setting.at, rulebook: book('JS-2020'), calendar: builtInCalendar };
  const outcome = answer(fileAt('refused', { rulebook: 'JS-2020' }), objectionAt('filed'), uphold, setting2020);
  expect(outcome).toMatchObject({
    moved: [{}, { started: [{ what: 'share', rule: 'J-035', workingDays: 2, dueDate: '2026-03-04', status: 'met', metAt: setting.at }] }],
  });
});
