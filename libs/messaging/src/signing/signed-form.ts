import type { OutgoingMessage } from '../bus.js';

/** Keeps a code made for this from being one for anything else, and from being one for another form of the same. */
const purpose = 'tongxiu-message-1';

/**
 * What a signature covers, as one text in which nothing can be moved from one part to the next: the parts before the value are JSON, which
 * has no raw line break, so the first line break ends them. Headers stand in the order of their names, since a bus need not keep theirs.
 *
 * All a reaction sees is covered, apart from `traceparent`: whoever carries a message on may put its own there, and nothing is decided by it.
 */
export function signedForm({ topic, key, headers, value }: OutgoingMessage): string {
  const covered = Object.keys(headers)
    .filter((name) => name.startsWith('ce_') || name === 'content-type')
    .sort()
    .map((name) => [name, headers[name]]);
  return `${JSON.stringify([purpose, topic, key, covered])}\n${value}`;
}
