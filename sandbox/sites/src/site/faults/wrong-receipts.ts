import type { Receipt } from '@tongxiu/contracts';

type Garbling = (receipts: readonly Receipt[]) => readonly Receipt[];

/** The ways in which real sites were seen to answer with receipts that fit nothing that was sent. */
export const garblings: readonly Garbling[] = [
  (receipts) => receipts.slice(0, -1),
  (receipts) => [...receipts, ...receipts.slice(0, 1)],
  (receipts) => receipts.map((receipt) => ({ ...receipt, version: receipt.version + 1 })),
  (receipts) => receipts.map((receipt) => ({ ...receipt, recordKey: `${receipt.recordKey}-1` })),
  (receipts) => receipts.map((receipt) => ({ ...receipt, receiptNo: '' })),
  () => [],
];

export function wrongReceipts(receipts: readonly Receipt[], draw: () => number): readonly Receipt[] {
  const garble = garblings[Math.floor(draw() * garblings.length)];
  return garble === undefined ? [] : garble(receipts);
}
