import { RepairShownV1, type RecordKind, type SiteReceipt } from '@tongxiu/contracts';
import { WakeUp, type Fact, type Outbox, type Transactions, type Tx } from '@tongxiu/messaging';

export interface ShownRepair {
  readonly changeId: number;
  readonly caseId: string;
  readonly recordKey: string;
  readonly version: number;
  readonly receipts: readonly SiteReceipt[];
  /** The trace of the decision, which ends here. */
  readonly traceparent?: string | undefined;
}

/** Kinds that the same sites show and that were looked at up to the same number: they are looked at together. */
export interface ClosingStretch {
  readonly kinds: readonly RecordKind[];
  readonly siteNos: readonly number[];
  readonly through: number;
  /** Up to here every site of these kinds has dealt with every change. */
  readonly readyThrough: number;
}

export abstract class Closings {
  /** False when another instance closes at the moment. Held until the transaction ends. */
  abstract claim(tx: Tx): Promise<boolean>;
  abstract stretches(tx: Tx): Promise<readonly ClosingStretch[]>;
  /** Repairs of a stretch that every site has applied; the others are kept for later. Answers up to where it went. */
  abstract close(
    stretch: ClosingStretch,
    limit: number,
    tx: Tx,
  ): Promise<{ readonly shown: readonly ShownRepair[]; readonly through: number }>;
  /** Of those kept for later, the ones every site has applied meanwhile; what was overtaken is dropped. */
  abstract closeLater(stretch: ClosingStretch, limit: number, tx: Tx): Promise<readonly ShownRepair[]>;
}

const stretchMax = 2_000;
const pollMs = 1_000;
/** The company reads it on its progress page; twenty-five times a second is soon enough. */
const gatherMs = 40;

/**
 * Tells that a repair is shown everywhere, once. One writer looks at what all lanes have passed, instead of each lane counting down on
 * the change: four lanes updating the same rows in different orders would wait for each other, or deadlock. A lane's position says
 * that everything before it is answered, so the smallest position of a kind's sites is how far repairs of that kind can be closed.
 */
export class CloseRepairs {
  readonly bell = new WakeUp();
  private running: Promise<void> | undefined;
  private stopped = false;

  constructor(
    private readonly closings: Closings,
    private readonly transactions: Transactions,
    private readonly outbox: Outbox,
    private readonly report: (sentence: string, cause?: unknown) => void,
  ) {}

  start(): void {
    this.running ??= this.run();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.bell.ring();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      const more = await this.pass().catch((cause: unknown) => {
        this.report('closing repairs failed and is tried again', cause);
        return false;
      });
      if (!more) await this.bell.sleep(pollMs, gatherMs);
    }
  }

  /** Answers whether there may be more at once. */
  async pass(): Promise<boolean> {
    return this.transactions.run(async (tx) => {
      if (!(await this.closings.claim(tx))) return false;
      let more = false;
      const shown: ShownRepair[] = [];
      for (const stretch of await this.closings.stretches(tx)) {
        shown.push(...(await this.closings.closeLater(stretch, stretchMax, tx)));
        if (stretch.readyThrough <= stretch.through) continue;
        const closed = await this.closings.close(stretch, stretchMax, tx);
        shown.push(...closed.shown);
        more ||= closed.through < stretch.readyThrough;
      }
      if (shown.length > 0) await this.outbox.add(shown.map(shownFact), tx);
      return more;
    });
  }
}

function shownFact({ caseId, recordKey, version, receipts, traceparent }: ShownRepair): Fact<RepairShownV1> {
  const shownAt = receipts.map(({ appliedAt }) => appliedAt).reduce((latest, one) => (one > latest ? one : latest), '');
  return {
    event: RepairShownV1,
    key: recordKey,
    sequence: version,
    traceparent,
    data: { caseId, recordKey, version, receipts: [...receipts], shownAt },
  };
}
