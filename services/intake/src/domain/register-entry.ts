import type { RecordContent } from '@tongxiu/contracts';
import type { PushingOrgan } from './push/row-rules.js';
import type { Push } from './push/push-row.js';
import { objection, words, type Objection } from './wording.js';

/** A record in the register. `revision` rises with every change; `listing` is the revision that listed it last. */
export interface RegisterEntry {
  readonly recordKey: string;
  readonly organCode: string;
  readonly status: 'listed' | 'removed';
  readonly revision: number;
  readonly listing: number;
  readonly decidedOn: string;
  readonly removedOn?: string | undefined;
  /** The record as JSON text, written by one function only, so that equal text is equal content. */
  readonly content: string;
  /** A repair of the current listing was approved. */
  readonly repaired: boolean;
}

export const refusalCodes = [
  'unusable-row',
  'not-your-entry',
  'never-listed',
  'already-removed',
  'already-repaired',
  'removed-before-listed',
] as const;
export type RefusalCode = (typeof refusalCodes)[number];

export type Ruling =
  | { readonly kind: 'listed'; readonly entry: RegisterEntry; readonly content: RecordContent }
  | { readonly kind: 'removed'; readonly entry: RegisterEntry; readonly removedOn: string; readonly reason: string }
  | { readonly kind: 'repeated'; readonly entry: RegisterEntry }
  | { readonly kind: 'refused'; readonly code: RefusalCode; readonly objections: readonly Objection[] };

/** What a push does to an entry, or to nothing yet. Whoever listed removes (H-055, H-062); the same push again changes nothing. */
export function rule(entry: RegisterEntry | undefined, push: Push, organ: PushingOrgan): Ruling {
  if (entry !== undefined && entry.organCode !== organ.code) return refused('not-your-entry', notYours);
  return push.action === 'list' ? ruleListing(entry, push, organ) : ruleRemoval(entry, push);
}

function ruleListing(entry: RegisterEntry | undefined, push: Push & { action: 'list' }, organ: PushingOrgan): Ruling {
  const content = JSON.stringify(push.content);
  if (entry?.status === 'listed' && entry.content === content) return { kind: 'repeated', entry };
  if (entry?.status === 'listed' && entry.repaired) return refused('already-repaired', repaired);
  const revision = (entry?.revision ?? 0) + 1;
  const { recordKey } = push;
  const next = { recordKey, organCode: organ.code, revision, listing: revision, decidedOn: push.content.decidedOn, content };
  return { kind: 'listed', entry: { ...next, status: 'listed', repaired: false }, content: push.content };
}

function ruleRemoval(entry: RegisterEntry | undefined, { removedOn, reason }: Push & { action: 'remove' }): Ruling {
  if (entry === undefined) return refused('never-listed', neverListed);
  if (entry.status === 'removed')
    return entry.removedOn === removedOn ? { kind: 'repeated', entry } : refused('already-removed', alreadyRemoved);
  if (removedOn < entry.decidedOn) return refused('removed-before-listed', tooEarly);
  return { kind: 'removed', entry: { ...entry, status: 'removed', revision: entry.revision + 1, removedOn }, removedOn, reason };
}

/** Several rows of one batch may concern one record: each is ruled on what the rows before it left. */
export function ruleInOrder(
  entries: ReadonlyMap<string, RegisterEntry>,
  pushes: readonly Push[],
  organ: PushingOrgan,
): { readonly rulings: readonly Ruling[]; readonly changed: ReadonlyMap<string, RegisterEntry> } {
  const changed = new Map<string, RegisterEntry>();
  const rulings = pushes.map((push) => {
    const ruling = rule(changed.get(push.recordKey) ?? entries.get(push.recordKey), push, organ);
    if (ruling.kind === 'listed' || ruling.kind === 'removed') changed.set(push.recordKey, ruling.entry);
    return ruling;
  });
  return { rulings, changed };
}

const refused = (code: RefusalCode, cause: Objection): Ruling => ({ kind: 'refused', code, objections: [cause] });

const notYours = objection(
  'recordKey',
  words(
    '该信息由其他单位列入，只有列入单位可以更改或移出',
    'another organ listed this record; only the organ that listed it may change or remove it',
  ),
  'H-055',
);
const neverListed = objection(
  'recordKey',
  words('该信息从未列入，不能移出', 'this record was never listed, so it cannot be removed'),
  'H-055',
);
const alreadyRemoved = objection('removedOn', words('该信息已在另一日移出', 'this record was removed already, on another day'), 'H-055');
const tooEarly = objection('removedOn', words('移出日期早于列入日期', 'the removal is dated before the listing'), 'H-055');
const repaired = objection(
  'documentNo',
  words(
    '该信息已修复，更正不能使其重新公示；如有新的决定，请先移出再列入',
    'this listing has been repaired; a correction cannot show it again. Where there is a new decision, remove it and list it again',
  ),
  'H-046',
);
