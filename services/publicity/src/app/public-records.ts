import type { IsoDate, IsoInstant, PublicationCause, RecordContent, RecordKind } from '@tongxiu/contracts';
import type { State } from '../domain/publication.js';

/** What to look for. `name` is any part of a name, `creditCode` the whole code. */
export interface Wanted {
  readonly name?: string | undefined;
  readonly creditCode?: string | undefined;
  readonly kind?: RecordKind | undefined;
  /** Key of the last record seen. */
  readonly after?: string | undefined;
  readonly limit: number;
}

export interface ShownRecord {
  readonly recordKey: string;
  readonly version: number;
  readonly shownSince: IsoInstant;
  readonly minimumUntil: IsoDate | null;
  readonly maximumUntil: IsoDate | null;
  readonly record: RecordContent;
}

export interface KnownRecord extends Omit<ShownRecord, 'record' | 'shownSince'> {
  readonly state: Exclude<State, 'awaited'>;
  readonly since: IsoInstant;
  readonly record: RecordContent;
  readonly cause: PublicationCause;
  readonly effects: readonly string[];
}

/** The search would have to read too much; a longer part of the name finds sooner. */
export class TooWide extends Error {}

/** Too many are searching at this moment. */
export class TooBusy extends Error {}

/** Reads for everybody: only what is shown is found by search. The company itself may read all of its own. */
export abstract class PublicRecords {
  abstract search(wanted: Wanted): Promise<readonly ShownRecord[]>;
  abstract find(recordKey: string): Promise<KnownRecord | undefined>;
  /** Every record of one company, shown or ended, in key order. */
  abstract of(creditCode: string, after: string | undefined, limit: number): Promise<readonly KnownRecord[]>;
}
