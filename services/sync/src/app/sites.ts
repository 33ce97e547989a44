import type { Site } from '../domain/site.js';

/** A configured site with the number the ledger knows it by. */
export interface KnownSite extends Site {
  readonly siteNo: number;
}

export abstract class Sites {
  /**
   * Makes the tables agree with the configuration. A site that joins starts at the beginning of the log, so that it is brought up to
   * everything that is shown; the clock runs for what is decided after it joined.
   */
  abstract register(sites: readonly Site[]): Promise<readonly KnownSite[]>;
}
