export const stages = ['submitted', 'supplementing', 'resubmitted', 'accepted', 'notAccepted', 'approved', 'refused'] as const;
export type Stage = (typeof stages)[number];

export type Move = 'accept' | 'notAccept' | 'requestSupplement' | 'supplement' | 'approve' | 'refuse';

/**
 * The whole life of a review file. A pair that is absent here is not allowed: so a notice to supplement goes out once (J-026), and
 * nothing is decided that was not accepted. A company that never answers the notice may be told that the application is not accepted,
 * else it could not apply again.
 */
export const moves: Readonly<Record<Stage, Partial<Record<Move, Stage>>>> = {
  submitted: { accept: 'accepted', notAccept: 'notAccepted', requestSupplement: 'supplementing' },
  supplementing: { supplement: 'resubmitted', notAccept: 'notAccepted' },
  resubmitted: { accept: 'accepted', notAccept: 'notAccepted' },
  accepted: { approve: 'approved', refuse: 'refused' },
  notAccepted: {},
  approved: {},
  refused: {},
};

export const openStages: readonly Stage[] = stages.filter((stage) => Object.keys(moves[stage]).length > 0);
