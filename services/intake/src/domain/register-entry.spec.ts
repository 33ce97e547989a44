import type { RecordContent } from '@tongxiu/contracts';
import { expect, test } from '@jest/globals';
import type { Push } from './push/push-row.js';
import { rule, ruleInOrder, type RegisterEntry } from './register-entry.js';

const organ = { code: '11150100011528041W', name: '市市场监管局', marketRegulation: true };
const recordKey = 'penalty:11150100011528041W:1';
const content = { kind: 'penalty', documentNo: '1', decidedOn: '2026-01-05', reason: '事实' } as unknown as RecordContent;
const list: Push = { action: 'list', recordKey, content };
const correction: Push = { action: 'list', recordKey, content: { ...content, reason: '更正后的事实' } };
const remove = (removedOn: string): Push => ({ action: 'remove', recordKey, removedOn, reason: '撤销' });

const listed: RegisterEntry = {
  recordKey,
  organCode: organ.code,
  status: 'listed',
  revision: 3,
  listing: 3,
  decidedOn: '2026-01-05',
  content: JSON.stringify(content),
  repaired: false,
};
const removed: RegisterEntry = { ...listed, status: 'removed', revision: 4, removedOn: '2026-02-01' };
const repaired: RegisterEntry = { ...listed, repaired: true };
const foreign: RegisterEntry = { ...listed, organCode: '11150100011528052U' };
const states = { nothing: undefined, listed, removed, repaired, foreign };

// Every state against every push: the outcome, with the new revision where there is one.
test.each<[keyof typeof states, string, Push, string]>([
  ['nothing', 'list', list, 'listed 1'],
  ['nothing', 'remove', remove('2026-02-01'), 'never-listed'],
  ['listed', 'the same again', list, 'repeated 3'],
  ['listed', 'correction', correction, 'listed 4'],
  ['listed', 'remove', remove('2026-02-01'), 'removed 4'],
  ['listed', 'remove on the day of listing', remove('2026-01-05'), 'removed 4'],
  ['listed', 'remove the day before', remove('2026-01-04'), 'removed-before-listed'],
  ['removed', 'list again', list, 'listed 5'],
  ['removed', 'correction', correction, 'listed 5'],
  ['removed', 'the same removal', remove('2026-02-01'), 'repeated 4'],
  ['removed', 'a removal on another day', remove('2026-02-02'), 'already-removed'],
  ['repaired', 'the same again', list, 'repeated 3'],
  ['repaired', 'correction', correction, 'already-repaired'],
  ['repaired', 'remove', remove('2026-02-01'), 'removed 4'],
  ['foreign', 'list', list, 'not-your-entry'],
  ['foreign', 'correction', correction, 'not-your-entry'],
  ['foreign', 'remove', remove('2026-02-01'), 'not-your-entry'],
])('%s + %s', (state, _push, push, outcome) => {
  const ruling = rule(states[state], push, organ);
  expect(ruling.kind === 'refused' ? ruling.code : `${ruling.kind} ${ruling.entry.revision}`).toBe(outcome);
});

test('rows of one batch about one record are applied in row order', () => {
  const { rulings, changed } = ruleInOrder(new Map(), [remove('2026-02-01'), list, list, remove('2026-02-01'), list, correction], organ);
  expect(rulings.map(({ kind }) => kind)).toEqual(['refused', 'listed', 'repeated', 'removed', 'listed', 'listed']);
  expect(changed.get(recordKey)).toMatchObject({ status: 'listed', revision: 4, listing: 4 });
});
