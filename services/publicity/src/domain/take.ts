import type { IsoDate, PublicationCause } from '@tongxiu/contracts';
import { addDays, startOfDay } from '@tongxiu/working-days';
import { effectsOfExpiry, effectsOfRemoval, kindOf } from './effects-of-ending.js';
import type { Standing } from './fold.js';
import type { Change, Happening, Listed, MaximumReached, Recognised, RefusalReason, Removed, Repaired, Revoked } from './happening.js';
import { moved, type Move, type Publication, type State } from './publication.js';
import { endedBefore } from './publicity-period.js';
import { contradictionsOf, type ConflictReason, type EarlierDecision } from './recognition.js';

export type Outcome =
  | { readonly kind: 'moved'; readonly publication: Publication; readonly change: Change }
  | { readonly kind: 'refused'; readonly publication: Publication; readonly reason: RefusalReason }
  /** Decided elsewhere, and not to be brought together with what is known here. */
  | {
      readonly kind: 'conflict';
      readonly publication: Publication;
      readonly theirs: Recognised;
      readonly reasons: readonly ConflictReason[];
    }
  /** About a listing that has not been heard of yet: the two topics are not ordered among each other. */
  | { readonly kind: 'early' };

/** What is known of the record besides its publication. */
export interface Known {
  readonly standing?: Standing | undefined;
  readonly earlier?: readonly EarlierDecision[];
}

type News = Pick<Change, 'record' | 'effects' | 'cause' | 'factId' | 'clockStartedAt'>;

export function take(publication: Publication, happening: Happening, known: Known = {}): Outcome {
  switch (happening.what) {
    case 'listed':
      return takeListed(publication, happening);
    case 'removed':
      return takeRemoved(publication, happening);
    case 'repaired':
      return takeRepaired(publication, happening);
    case 'revoked':
      return takeRevoked(publication, happening, known.standing);
    case 'recognised':
      return takeRecognised(publication, happening, known.earlier ?? []);
    case 'maximumReached':
      return step(publication, 'expire', expiry(happening));
  }
}

/**
 * A listing with a newer decision is a new listing; anything else corrects the present one. So a correction that overtakes a
 * repair, or is overtaken by it, ends the same way: a repaired record stays withdrawn until its organ decides anew.
 */
function takeListed(publication: Publication, listed: Listed): Outcome {
  const { revision, record, endedOn, receivedAt } = listed;
  if (revision <= publication.registerRevision) return { kind: 'refused', publication, reason: 'outdated' };
  const anew = publication.listingDecidedOn === null || record.decidedOn > publication.listingDecidedOn;
  const known = {
    ...publication,
    registerRevision: revision,
    creditCode: record.creditCode,
    ...(anew ? { listingRevision: revision, listingDecidedOn: record.decidedOn } : {}),
  };
  if (endedOn !== null) return step(known, 'listTooLate', tooLate(listed, endedOn));
  const { organCode, organName, decidedOn } = record;
  const cause = { eventId: listed.eventId, organCode, organName, decidedAt: startOfDay(decidedOn) };
  return step(known, anew ? 'list' : 'correct', { record, effects: [], cause, clockStartedAt: receivedAt });
}

function takeRemoved(publication: Publication, removed: Removed): Outcome {
  const { recordKey, revision, eventId, organCode, organName, removedOn, receivedAt } = removed;
  if (revision <= publication.registerRevision) return { kind: 'refused', publication, reason: 'outdated' };
  const known = { ...publication, registerRevision: revision, listingRevision: revision, listingDecidedOn: null };
  const cause = { eventId, organCode, organName, decidedAt: startOfDay(removedOn) };
  return step(known, 'remove', { effects: effectsOfRemoval[kindOf(recordKey)], cause, clockStartedAt: receivedAt });
}

function takeRepaired(publication: Publication, repaired: Repaired): Outcome {
  const { recordRevision, eventId, caseId, organCode, organName, rulebook, decidedAt, effects } = repaired;
  if (recordRevision > publication.registerRevision) return { kind: 'early' };
  if (recordRevision < publication.listingRevision) return { kind: 'refused', publication, reason: 'outdated' };
  const cause = { eventId, caseId, organCode, organName, rulebook, decidedAt };
  return step(publication, 'withdraw', { effects, cause, clockStartedAt: decidedAt }, caseId);
}

/** Only the repair that ended the present listing can be taken back; what was decided anew since stands (J-018). */
function takeRevoked(publication: Publication, revoked: Revoked, standing: Standing | undefined): Outcome {
  const { recordRevision, caseId } = revoked;
  if (recordRevision > publication.registerRevision) return { kind: 'early' };
  if (recordRevision < publication.listingRevision) return { kind: 'refused', publication, reason: 'outdated' };
  if (publication.state !== 'withdrawn' || publication.endedBy !== caseId) return { kind: 'refused', publication, reason: 'notThatRepair' };
  return restoredBy(publication, { ...revoked, on: revoked.heardOn }, standing);
}

export interface Restoring {
  readonly eventId: string;
  readonly caseId?: string;
  readonly organCode: string;
  readonly organName: string;
  readonly rulebook: string;
  readonly decidedAt: string;
  readonly on: IsoDate;
}

/** Shows a record again whose ending does not stand, unless its maximum has passed meanwhile. */
export function restoredBy(publication: Publication, restoring: Restoring, standing: Standing | undefined): Outcome {
  if (standing === undefined) throw new Error(`nothing is known of what ${publication.recordKey} says`);
  const { eventId, caseId, organCode, organName, rulebook, decidedAt, on } = restoring;
  const cause = { eventId, ...(caseId === undefined ? {} : { caseId }), organCode, organName, rulebook, decidedAt };
  const news = { cause, clockStartedAt: decidedAt };
  return endedBefore(on, standing.period) === null
    ? step(publication, 'restore', { ...news, effects: [], record: standing.record })
    : step(publication, 'restoreTooLate', { ...news, effects: effectsOfExpiry });
}

/** Has the effect of our own decision (H-044), unless it contradicts what is known here. */
function takeRecognised(publication: Publication, recognised: Recognised, earlier: readonly EarlierDecision[]): Outcome {
  if (recognised.recordRevision > publication.registerRevision) return { kind: 'early' };
  const reasons = contradictionsOf(publication, recognised, earlier);
  if (reasons.length > 0) return { kind: 'conflict', publication, theirs: recognised, reasons };
  const move = recognised.state === 'withdrawn' ? 'withdraw' : 'remove';
  return step(publication, move, newsOf(recognised, recognised.receivedAt), recognised.recognitionId);
}

/** An operator settled a conflict in favour of the other site: whatever the state, theirs holds. */
export const overruledBy = (publication: Publication, recognised: Recognised, settledAt: string): Outcome =>
  step(
    publication,
    recognised.state === 'withdrawn' ? 'overruleToWithdrawn' : 'overruleToRemoved',
    newsOf(recognised, settledAt),
    recognised.recognitionId,
  );

function newsOf({ eventId, organCode, organName, site, decidedAt, effects }: Recognised, clockStartedAt: string): News {
  return { effects, cause: { eventId, organCode, organName, site, decidedAt }, clockStartedAt };
}

/** No event told that the maximum was reached: the one that tells the stop is its own cause. */
function expiry({ eventId, organCode, organName, rulebook, maximumUntil }: MaximumReached): News {
  const cause = causeOfExpiry({ eventId, organCode, organName, rulebook }, maximumUntil);
  return { effects: effectsOfExpiry, cause, factId: eventId, clockStartedAt: cause.decidedAt };
}

/** The push came after the end of the maximum, so the clock runs from the push and not from a day long past. */
function tooLate({ eventId, record: { organCode, organName }, period: { rulebook }, receivedAt }: Listed, endedOn: IsoDate): News {
  const cause = causeOfExpiry({ eventId, organCode, organName, rulebook }, endedOn);
  return { effects: effectsOfExpiry, cause, clockStartedAt: receivedAt };
}

const causeOfExpiry = (cause: Omit<PublicationCause, 'decidedAt'>, maximumUntil: IsoDate): PublicationCause => ({
  ...cause,
  decidedAt: startOfDay(addDays(maximumUntil, 1)),
});

function step(before: Publication, move: Move, news: News, endedBy: string | null = null): Outcome {
  const publication = moved(before, move, endedBy);
  if (publication === undefined) return { kind: 'refused', publication: before, reason: reasonAt(before.state, move) };
  const { recordKey, version, creditCode } = publication;
  const state = publication.state as Change['state'];
  return { kind: 'moved', publication, change: { recordKey, version, state, kind: kindOf(recordKey), creditCode, ...news } };
}

const reasonByState: Readonly<Record<State, RefusalReason>> = {
  awaited: 'notListed',
  shown: 'outdated',
  withdrawn: 'alreadyWithdrawn',
  removed: 'alreadyRemoved',
  expired: 'alreadyExpired',
};

const reasonAt = (state: State, move: Move): RefusalReason =>
  move === 'listTooLate' && state === 'withdrawn' ? 'maximumPassed' : reasonByState[state];
