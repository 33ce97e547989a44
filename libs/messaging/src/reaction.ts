import { applyDecorators, Catch, UseFilters, type ExceptionFilter } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type { EventAttributes, EventClass } from '@tongxiu/contracts';
import { throwError, type Observable } from 'rxjs';

/** An event that was read, validated and not handled before by this reaction. */
export interface Received<Data extends object> {
  readonly event: EventAttributes;
  readonly data: Data;
}

/** What a reaction returns for events no retry can help: they are parked in the same transaction, with the reason. */
export interface Parking {
  readonly eventId: string;
  /** Names properties and rules, never personal values: operators read it. */
  readonly reason: string;
}

export interface NamedReaction {
  /** Permanent name such as `publicity.follow-register`: part of the inbox key and the consumer group. */
  readonly name: string;
  /**
   * How long what nobody waits for may gather before it is taken in one batch, in milliseconds: a page that is looked at now and then
   * need not cost a transaction per event. A bus may take less time, and none by itself.
   */
  readonly gatherMs?: number;
}

/** Nest answers a caller with a bare "internal server error"; there is no caller here, and the retry needs to know what happened. */
@Catch()
class PassOn implements ExceptionFilter {
  catch(cause: unknown): Observable<never> {
    return throwError(() => cause);
  }
}

/**
 * Marks a method `(received: readonly Received<A | B>[], tx: Tx) => Promise<void | readonly Parking[]>` of a controller.
 * It is called with a batch inside one open transaction; the inbox rows are in the same one. Of several changes of one record in
 * the batch, the later ones stand behind the earlier ones: fold them in order. All types whose order among each other matters must be
 * in one reaction: it gets them in bus order, mixed.
 */
export const Reaction = (named: string | NamedReaction, ...events: EventClass[]): MethodDecorator => {
  const { name, gatherMs = 0 } = typeof named === 'string' ? { name: named } : named;
  return applyDecorators(
    EventPattern({ reaction: name }, undefined, { events, gatherMs }),
    UseFilters(new PassOn()),
    parameters((target, key) => {
      Payload()(target, key, 0);
      Ctx()(target, key, 1);
    }),
  );
};

const parameters =
  (mark: (target: object, key: string | symbol) => void): MethodDecorator =>
  (target, key) =>
    mark(target, key);
