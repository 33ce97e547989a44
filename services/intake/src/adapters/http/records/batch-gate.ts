import { busy } from '@tongxiu/problems';

/**
 * A batch holds up to 10 MB and its rows in memory while it is worked. More of them at once than this are sent away at the door
 * (429 with Retry-After) rather than queued, so that memory has a bound and the sender keeps what it has.
 */
export class BatchGate {
  private inside = 0;

  constructor(private readonly batchesMax: number) {}

  async pass<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.inside >= this.batchesMax) throw busy(2);
    this.inside += 1;
    try {
      return await work();
    } finally {
      this.inside -= 1;
    }
  }
}
