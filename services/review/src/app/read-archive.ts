import type { RecordKind } from '@tongxiu/contracts';
import type { ReviewReadings, WholeFile } from './read-reviews.js';

export interface ArchiveCursor {
  readonly submittedAt: string;
  readonly caseId: string;
}

export interface ArchiveQuestion {
  /** First and last instant of submission asked about; the last one is not included. */
  readonly from: string | undefined;
  readonly before: string | undefined;
  readonly kind: RecordKind | undefined;
  readonly organCode: string | undefined;
}

export abstract class ArchiveIndex {
  /** Cases in the order they were submitted. */
  abstract page(question: ArchiveQuestion, after: ArchiveCursor | undefined, limit: number): Promise<readonly string[]>;
}

/** Cases read at a time while the whole archive is written out: what is kept in memory does not grow with the archive. */
const pageSize = 500;

/** The ledger of repairs (J-037): every case with every step, clock, breach and reason, decided or not. */
export class ReadArchive {
  constructor(
    private readonly index: ArchiveIndex,
    private readonly readings: ReviewReadings,
  ) {}

  async page(question: ArchiveQuestion, after: ArchiveCursor | undefined, limit: number): Promise<readonly WholeFile[]> {
    const caseIds = await this.index.page(question, after, limit);
    return caseIds.length === 0 ? [] : this.readings.wholeFiles(caseIds);
  }

  /** Page by page, as fast as whoever reads takes them. */
  async *pages(question: ArchiveQuestion): AsyncGenerator<readonly WholeFile[]> {
    let after: ArchiveCursor | undefined;
    for (;;) {
      const page = await this.page(question, after, pageSize);
      if (page.length > 0) yield page;
      const last = page.at(-1)?.file;
      if (last === undefined || page.length < pageSize) return;
      after = { submittedAt: last.submittedAt, caseId: last.caseId };
    }
  }
}
