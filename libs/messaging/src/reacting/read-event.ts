import { publishedEvents, type EventClass } from '@tongxiu/contracts';
import type { BusMessage } from '../bus.js';
import { attributesOf } from '../headers.js';
import type { Received } from '../reaction.js';
import type { Keyring } from '../signing/index.js';
import { tooLong, valueBytesMax } from '../value-size.js';
import { build, complaints } from './shape.js';

export type Reading =
  | { readonly kind: 'event'; readonly message: BusMessage; readonly received: Received<object> }
  /** A published type this reaction does not follow. */
  | { readonly kind: 'foreign' }
  /** No retry can help. The reason names properties and constraints, never values. */
  | { readonly kind: 'unreadable'; readonly message: BusMessage; readonly reason: string };

const publishedTypes = new Set(publishedEvents.map((event) => event.type));

export const wantedEvents = (events: readonly EventClass[]): ReadonlyMap<string, EventClass> =>
  new Map(events.map((event) => [event.type, event]));

/**
 * Types of the reaction's own list count as published too, so that a type can be tried out before it is.
 *
 * Before the signature only the type is looked at, since what is passed over need not be believed, and the length, which bounds the
 * work of verifying; after it, everything.
 */
export function readEvent(message: BusMessage, wanted: ReadonlyMap<string, EventClass>, keyring: Keyring): Reading {
  const unreadable = (reason: string): Reading => ({ kind: 'unreadable', message, reason });
  const type = message.headers['ce_type'] ?? '';
  const event = wanted.get(type);
  if (event === undefined) return publishedTypes.has(type) ? { kind: 'foreign' } : unreadable('ce_type: not a published type');

  if (tooLong(message.value)) return unreadable(`value: longer than ${valueBytesMax} bytes`);
  const forged = keyring.complaint(message);
  if (forged !== undefined) return unreadable(forged);

  const attributes = attributesOf(message.headers);
  if ('faulty' in attributes) return unreadable(`missing or malformed headers: ${attributes.faulty.join(', ')}`);
  if (attributes.subject !== message.key) return unreadable('ce_subject: differs from the key of the message');

  const plain = parsed(message.value);
  if (typeof plain !== 'object' || plain === null || Array.isArray(plain)) return unreadable('value: not a JSON object');
  const data = build(event, plain);
  const broken = complaints(data);
  if (broken.length > 0) return unreadable(`${type} is invalid: ${broken.join(', ')}`.slice(0, 2000));
  return { kind: 'event', message, received: { event: attributes, data } };
}

/** The parser's own message quotes the text it stumbled over, so it is dropped. */
function parsed(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}
