import { receiptResults, siteErrorCodes, type PublicationAnswer, type Receipt, type SiteErrorCode } from '@tongxiu/contracts';
import type { Change } from './effect.js';

/** What a believed receipt says about one change. `ahead`: the site says it holds a higher version, to be checked against ours. */
export type Verdict =
  | { readonly kind: 'applied'; readonly receiptNo: string; readonly appliedAt?: string | undefined }
  | { readonly kind: 'accepted'; readonly receiptNo: string }
  | { readonly kind: 'ahead' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'rejected'; readonly code: SiteErrorCode | undefined; readonly message?: string | undefined };

export type ReceiptReading =
  { readonly believed: true; readonly verdicts: readonly Verdict[] } | { readonly believed: false; readonly why: string };

/**
 * Receipts are evidence only when they are about exactly what was sent, one for one and in order. Anything else says that the site
 * did something, not what: then the site is asked what it holds.
 */
export function readReceipts(batchId: string, sent: readonly Change[], answer: PublicationAnswer): ReceiptReading {
  if (answer.batchId !== batchId) return disbelieved('the answer is about another batch');
  if (!Array.isArray(answer.receipts)) return disbelieved('the answer has no receipts');
  if (answer.receipts.length !== sent.length) return disbelieved(`${answer.receipts.length} receipts for ${sent.length} changes`);
  const verdicts: Verdict[] = [];
  for (const [index, change] of sent.entries()) {
    const receipt = answer.receipts[index] ?? undefined;
    if (receipt === undefined) return disbelieved(`receipt ${index + 1} is missing`);
    const fault = faultOf(receipt, change);
    if (fault !== undefined) return disbelieved(`receipt ${index + 1} ${fault}`);
    verdicts.push(verdictOf(receipt));
  }
  return { believed: true, verdicts };
}

function faultOf(receipt: Receipt, change: Change): string | undefined {
  if (receipt.recordKey !== change.recordKey) return 'is about another record';
  if (receipt.version !== change.version) return 'is about another version';
  if (!receiptResults.includes(receipt.result)) return 'has an unknown result';
  if (receipt.result !== 'rejected' && !isReceiptNo(receipt.receiptNo)) return 'has no usable number';
  if (receipt.appliedAt !== undefined && Number.isNaN(Date.parse(receipt.appliedAt))) return 'has no readable time';
  return undefined;
}

const receiptNoLengthMax = 200;
const isReceiptNo = (text: unknown): boolean => typeof text === 'string' && text !== '' && text.length <= receiptNoLengthMax;

function verdictOf({ result, receiptNo, appliedAt, code, message }: Receipt): Verdict {
  switch (result) {
    case 'applied':
    case 'repeated':
      return { kind: 'applied', receiptNo, appliedAt };
    case 'accepted':
      return { kind: 'accepted', receiptNo };
    case 'superseded':
      return { kind: 'ahead' };
    case 'rejected':
      return { kind: 'rejected', code: siteErrorCodes.find((known) => known === code), message: message?.en };
  }
}

const disbelieved = (why: string): ReceiptReading => ({ believed: false, why });

/** No repetition cures these: the change itself, or the permission for it, must change first. */
export const permanentCodes: ReadonlySet<SiteErrorCode> = new Set<SiteErrorCode>([
  'FIELD_TOO_LONG',
  'NO_PERMISSION',
  'MALFORMED',
  'WITHDRAW_WINDOW_CLOSED',
  'ACCEPTED_BUT_LATER_REJECTED',
]);
