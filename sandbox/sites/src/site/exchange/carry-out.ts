import type { Receipt, RecordKind, SiteChange } from '@tongxiu/contracts';
import type { FaultSwitches } from '../faults/fault-switches.js';
import type { LaterBook } from '../ledger/later-book.js';
import type { Held, Ledger } from '../ledger/ledger.js';
import { receiptNumber } from '../ledger/receipt-number.js';
import { complaintAbout, type Complaint } from './check-change.js';

/**
 * The one place where a site changes what it shows. A version above the held one is applied; the same again is a repeat under the
 * first receipt; a lower one came late and changes nothing. So neither repeats nor overtaking can do harm, unless the site is
 * switched to be naive.
 */
export class CarryOut {
  private readonly kinds: ReadonlySet<RecordKind>;

  constructor(
    private readonly ledger: Ledger,
    private readonly later: LaterBook,
    private readonly faults: FaultSwitches,
    private readonly receiptPrefix: string,
    kinds: readonly RecordKind[],
    private readonly noteChange: (nowMs: number) => void,
  ) {
    this.kinds = new Set(kinds);
  }

  /** Receipts in the order of the changes; all of it in one transaction. */
  request(changes: readonly unknown[], nowMs: number): Receipt[] {
    return this.noting(nowMs, () =>
      changes.map((change) => {
        const complaint = complaintAbout(change, this.kinds);
        return complaint === undefined ? this.one(change as SiteChange, nowMs) : rejected(change, complaint);
      }),
    );
  }

  /** Carries out, or rejects, what was accepted earlier and is due now; answers when the next is due. */
  settleDue(nowMs: number): number | undefined {
    const nextDueAtMs = this.later.nextDueAtMs();
    if (nextDueAtMs === undefined || nextDueAtMs > nowMs) return nextDueAtMs;
    this.noting(nowMs, () => {
      for (const { carryOut, change } of this.later.takeDue(nowMs)) {
        if (carryOut) this.compared(change, nowMs);
        else this.later.noteRejected(change, 'ACCEPTED_BUT_LATER_REJECTED');
      }
    });
    return this.later.nextDueAtMs();
  }

  private noting<Result>(nowMs: number, work: () => Result): Result {
    const before = this.ledger.lastNo;
    const result = this.ledger.inOneTransaction(work);
    if (this.ledger.lastNo > before) this.noteChange(nowMs);
    return result;
  }

  private one(change: SiteChange, nowMs: number): Receipt {
    const postponed = this.faults.postponement(change.recordKey);
    if (postponed === undefined) return this.compared(change, nowMs);
    const held = this.ledger.find(change.recordKey);
    if (held !== undefined && held.version >= change.version) return this.compared(change, nowMs);
    const { id, acceptedAtMs } = this.later.accept(change, nowMs, nowMs + postponed.delayMs, postponed.carryOut);
    return {
      recordKey: change.recordKey,
      version: change.version,
      result: 'accepted',
      receiptNo: receiptNumber(`${this.receiptPrefix}-A`, acceptedAtMs, id),
    };
  }

  private compared(change: SiteChange, nowMs: number): Receipt {
    const held = this.ledger.find(change.recordKey);
    if (held === undefined || change.version > held.version || this.faults.settings.unguarded) {
      const no = this.ledger.write(change, held, nowMs);
      this.later.forgetRejected(change.recordKey, change.version);
      return this.receipt(change, 'applied', no, nowMs);
    }
    if (change.version < held.version) return this.receiptFor(change, 'superseded', held);
    this.ledger.countRepeat(held);
    return this.receiptFor(change, 'repeated', held);
  }

  private receiptFor(change: SiteChange, result: 'repeated' | 'superseded', held: Held): Receipt {
    return this.receipt(change, result, held.bulletinNo, held.appliedAtMs);
  }

  private receipt(change: SiteChange, result: Receipt['result'], no: number, atMs: number): Receipt {
    return {
      recordKey: change.recordKey,
      version: change.version,
      result,
      receiptNo: receiptNumber(this.receiptPrefix, atMs, no),
      appliedAt: instant(atMs),
    };
  }
}

function rejected(change: unknown, { code, message }: Complaint): Receipt {
  const { recordKey, version } = (typeof change === 'object' && change !== null ? change : {}) as Partial<SiteChange>;
  return {
    recordKey: typeof recordKey === 'string' ? recordKey.slice(0, 200) : '',
    version: typeof version === 'number' ? version : 0,
    result: 'rejected',
    receiptNo: '',
    code,
    message,
  };
}

let memoisedAtMs = Number.NaN;
let memoisedInstant = '';

/** A batch shares one instant, so it is worded once. */
function instant(atMs: number): string {
  if (atMs !== memoisedAtMs) {
    memoisedAtMs = atMs;
    memoisedInstant = new Date(atMs).toISOString();
  }
  return memoisedInstant;
}
