import { expect, test } from '@jest/globals';
import { rulebookById } from '@tongxiu/rulebook';
import { builtInCalendar } from '@tongxiu/working-days';
import { stages } from './case-progress.js';
import { answerObjectionBy, whyNoObjection } from './objection-rules.js';

// Every stage: only a refusal can be objected to, and only once (J-041).
test.each(stages)('an objection at the stage %s (J-041)', (stage) => {
  const expected = stage === 'refused' ? undefined : stage.startsWith('objec') ? 'already-objected' : 'not-refused';
  expect(whyNoObjection({ stage, listed: true, free: true })?.why).toBe(expected);
});

test.each([
  ['the listing is gone', { listed: false, free: true }, 'nothing-left'],
  ['another application is in work', { listed: true, free: false }, 'already-applied'],
  ['both', { listed: false, free: false }, 'nothing-left'],
] as const)('a refusal when %s', (_case, facts, why) => expect(whyNoObjection({ stage: 'refused', ...facts })?.why).toBe(why));

test.each([
  ['JS-2020', '2026-03-09'],
  ['HHHT-2024', '2026-03-09'],
  ['CN-2026', null],
])('by %s an objection of 2 March 2026 is answered by %s (J-042)', (id, by) => {
  const rulebook = rulebookById(id);
  if (rulebook === undefined) throw new Error(`there is no ${id}`);
  expect(answerObjectionBy(rulebook, builtInCalendar, '2026-03-02T01:00:00.000Z')).toBe(by);
});
