import { applyDecorators } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import type { EventAttributes, EventClass } from '@tongxiu/contracts';

/** An event that was read, validated and not handled before by this reaction. */
export interface Received<Data extends object> {
  readonly event: EventAttributes;
  readonly data: Data;
}

/** What a reaction returns for events no retry can help: they are parked in the same transaction, with the reason. */
export interface Parking {
  readonly eventId: string;
  readonly reason: string;
}

export interface ReactionOptions {
  /** Permanent name such as `publicity.follow-register`: part of the inbox key and the consumer group. */
  readonly name: string;
  /** All types whose order among each other matters must be in one reaction: it gets them in bus order, mixed. */
  readonly events: readonly EventClass[];
}

/**
 * Marks a method `(received: readonly Received<A | B>[], tx: Tx) => Promise<void | readonly Parking[]>` of a controller.
 * It is called with a batch inside one open transaction; the inbox rows are in the same one.
 */
export const Reaction = (name: string, ...events: EventClass[]): MethodDecorator =>
  applyDecorators(EventPattern({ reaction: name }, undefined, { events }));
