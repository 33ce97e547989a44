export const stages = [
  'submitted',
  'supplementing',
  'resubmitted',
  'accepted',
  'notAccepted',
  'approved',
  'refused',
  'upheld',
  'withdrawn',
  'closed',
  'revoked',
] as const;
export type Stage = (typeof stages)[number];

export type Move =
  | 'accept'
  | 'notAccept'
  | 'requestSupplement'
  | 'supplement'
  | 'approve'
  | 'refuse'
  | 'withdraw'
  | 'close'
  | 'revoke'
  | 'object'
  | 'upholdObjection'
  | 'rejectObjection'
  | 'closeObjection';

/**
 * The whole life of a review file. A pair that is absent here is not allowed: so a notice to supplement goes out once (J-026), nothing
 * is decided that was not accepted, what is decided cannot be withdrawn, and what was revoked is never approved again. A company that
 * never answers the notice may be told that the application is not accepted, else it could not apply again. `upheld` lasts only within
 * the transaction that decides an objection: the approval follows at once, by the same rules as any other.
 */
export const moves: Readonly<Record<Stage, Partial<Record<Move, Stage>>>> = {
  submitted: {
    accept: 'accepted',
    notAccept: 'notAccepted',
    requestSupplement: 'supplementing',
    withdraw: 'withdrawn',
    close: 'closed',
  },
  supplementing: { supplement: 'resubmitted', notAccept: 'notAccepted', withdraw: 'withdrawn', close: 'closed' },
  resubmitted: { accept: 'accepted', notAccept: 'notAccepted', withdraw: 'withdrawn', close: 'closed' },
  accepted: { approve: 'approved', refuse: 'refused', withdraw: 'withdrawn', close: 'closed' },
  notAccepted: {},
  approved: { revoke: 'revoked' },
  refused: { object: 'refused', upholdObjection: 'upheld', rejectObjection: 'refused', closeObjection: 'refused' },
  upheld: { approve: 'approved' },
  withdrawn: {},
  closed: {},
  revoked: {},
};

/** Whatever the applicant may still withdraw is not decided yet: it is what a unit has before it. */
export const openStages: readonly Stage[] = stages.filter((stage) => moves[stage].withdraw !== undefined);
