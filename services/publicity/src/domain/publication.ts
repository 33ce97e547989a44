import type { IsoDate, PublicationState } from '@tongxiu/contracts';

/** `awaited`: something about the record has been heard, but never a listing. Nothing of it is known outside. */
export type State = 'awaited' | PublicationState;
/** `restore` brings back what a decision taken back had ended; the two `overrule` moves are an operator's, who settled a conflict. */
export type Move =
  | 'list'
  | 'correct'
  | 'listTooLate'
  | 'withdraw'
  | 'remove'
  | 'expire'
  | 'restore'
  | 'restoreTooLate'
  | 'overruleToWithdrawn'
  | 'overruleToRemoved';

/** The desired state of one record on every site, and what is needed to judge the next event about it. */
export interface Publication {
  readonly recordKey: string;
  /** Rises by one with every change; sites compare it. */
  readonly version: number;
  readonly state: State;
  readonly creditCode: string;
  /** The newest revision of the register entry that was heard of. */
  readonly registerRevision: number;
  /**
   * The revision with which the present listing began, or with which the organ ended it. A repair decided about an older
   * revision is about a listing that is gone; a correction of the present listing does not make it so.
   */
  readonly listingRevision: number;
  /** Day of the decision behind the present listing; null once the organ removed it, so that what it lists next is a new listing. */
  readonly listingDecidedOn: IsoDate | null;
  /** The case or the recognition that ended the present listing. */
  readonly endedBy: string | null;
}

const overruled = { overruleToWithdrawn: 'withdrawn', overruleToRemoved: 'removed' } as const;
const restored = { restore: 'shown', restoreTooLate: 'expired' } as const;

/** The whole life of a publication. A pair that is absent here is not allowed. */
export const moves: Readonly<Record<State, Partial<Record<Move, PublicationState>>>> = {
  awaited: { list: 'shown', listTooLate: 'expired' },
  shown: {
    list: 'shown',
    correct: 'shown',
    listTooLate: 'expired',
    withdraw: 'withdrawn',
    remove: 'removed',
    expire: 'expired',
    ...overruled,
  },
  withdrawn: { list: 'shown', ...restored, ...overruled },
  removed: { list: 'shown', listTooLate: 'expired', ...restored, ...overruled },
  expired: { list: 'shown', correct: 'shown', ...overruled },
};

export const awaited = (recordKey: string): Publication => ({
  recordKey,
  version: 0,
  state: 'awaited',
  creditCode: '',
  registerRevision: 0,
  listingRevision: 0,
  listingDecidedOn: null,
  endedBy: null,
});

/** The publication after an allowed move, one version on; undefined when the table does not allow it. */
export function moved(publication: Publication, move: Move, endedBy: string | null = null): Publication | undefined {
  const state = moves[publication.state][move];
  return state === undefined ? undefined : { ...publication, state, endedBy, version: publication.version + 1 };
}
