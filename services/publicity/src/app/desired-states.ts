import type { IsoInstant, PublicationCause } from '@tongxiu/contracts';
import type { Early, Refusal } from '../domain/happening.js';
import type { Publication, State } from '../domain/publication.js';

export interface DesiredState {
  readonly recordKey: string;
  readonly version: number;
  readonly state: State;
}

export interface PublicationVersion {
  readonly version: number;
  readonly state: State;
  readonly effects: readonly string[];
  readonly cause: PublicationCause;
  readonly clockStartedAt: IsoInstant;
  readonly changedAt: IsoInstant;
}

/** All that is known of one record: why it stands as it stands, and what was heard and changed nothing. */
export interface PublicationFile extends Publication {
  readonly versions: readonly PublicationVersion[];
  readonly refusals: readonly KeptRefusal[];
  readonly earlyRepairs: readonly KeptRepair[];
}

export interface KeptRefusal extends Refusal {
  readonly refusedAt: IsoInstant;
}

export type KeptRepair = Early & { readonly keptAt: IsoInstant };

/** Reads for the operator and for reconciliation. */
export abstract class DesiredStates {
  /** In key order; a record nothing was ever told about is left out. */
  abstract page(after: string | undefined, limit: number): Promise<readonly DesiredState[]>;
  abstract file(recordKey: string): Promise<PublicationFile | undefined>;
  /** Events that moved nothing, by event id, which rises with time. */
  abstract refusals(after: string | undefined, limit: number): Promise<readonly KeptRefusal[]>;
  /** Decisions that wait for a listing, oldest first. */
  abstract earlyRepairs(limit: number): Promise<readonly KeptRepair[]>;
}
