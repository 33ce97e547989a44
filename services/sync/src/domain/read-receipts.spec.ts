import { expect, test } from '@jest/globals';
import { receiptResults, type PublicationAnswer, type Receipt } from '@tongxiu/contracts';
import { change } from './example-changes.js';
import { readReceipts } from './read-receipts.js';

const sent = [change(1, 'a', 1), change(2, 'b', 4)];
const receipts: readonly Receipt[] = sent.map(({ recordKey, version }) => ({
  recordKey,
  version,
  result: 'applied',
  receiptNo: `CC-20261122-000000${version}`,
  appliedAt: '2026-11-22T01:00:00.000Z',
}));
const [first, second] = receipts as [Receipt, Receipt];
const answer = (list: readonly Receipt[]): PublicationAnswer => ({ batchId: 'batch', receipts: list });

test('receipts about exactly what was sent are believed', () => {
  const reading = readReceipts('batch', sent, answer(receipts));
  expect(reading).toMatchObject({ believed: true, verdicts: [{ kind: 'applied' }, { kind: 'applied', receiptNo: 'CC-20261122-0000004' }] });
});

test.each([
  ['another batch', { batchId: 'other', receipts }],
  ['too few', answer([first])],
  ['too many', answer([first, second, second])],
  ['none at all', { batchId: 'batch' }],
  ['another order', answer([second, first])],
  ['another record', answer([first, { ...second, recordKey: first.recordKey }])],
  ['another version', answer([first, { ...second, version: 3 }])],
  ['an unknown result', answer([first, { ...second, result: 'done' as never }])],
  ['applied without a number', answer([first, { ...second, receiptNo: '' }])],
  ['a time nobody can read', answer([first, { ...second, appliedAt: 'yesterday' }])],
  ['a hole', answer([first, null as never])],
])('receipts with %s are not believed', (_case, given) => {
  expect(readReceipts('batch', sent, given as PublicationAnswer).believed).toBe(false);
});

test.each(
  receiptResults.map((result) => [
    result,
    { applied: 'applied', repeated: 'applied', accepted: 'accepted', superseded: 'ahead', rejected: 'rejected' }[result],
  ]),
)('the result %s means %s', (result, kind) => {
  const reading = readReceipts('batch', sent, answer([first, { ...second, result: result as Receipt['result'] }]));
  expect(reading.believed && reading.verdicts[1]?.kind).toBe(kind);
});
