import type { EventClass } from '@tongxiu/contracts';
import type { BusMessage } from '../bus.js';
import type { ToPark } from '../parking-lot.js';
import type { Parking, Received } from '../reaction.js';
import type { Keyring } from '../signing/index.js';
import { type Transactions, type Tx } from '../tx.js';
import { countFailure, forgetFailures } from './attempts.js';
import { inTraces } from './in-traces.js';
import { claim, claimForReplay, unclaim } from './inbox.js';
import { isPassingTrouble } from './passing-trouble.js';
import { readEvent, wantedEvents, type Reading } from './read-event.js';
import { lockKeys, reasonOf, type SqlParkingLot } from './sql-parking-lot.js';

export type Handle = (received: readonly Received<object>[], tx: Tx) => Promise<void | readonly Parking[]>;

export interface ReactionSettings {
  readonly name: string;
  readonly events: readonly EventClass[];
  readonly handle: Handle;
  /** After so many failures of one message its key is parked. With the bus's pauses eight span about twelve seconds. */
  readonly attemptsMax: number;
}

type EventReading = Extract<Reading, { kind: 'event' }>;
type Relevant = Exclude<Reading, { kind: 'foreign' }>;

/**
 * Works batches of one reaction off, each in one transaction: claim, effect, parking and outbox rows stand or fall together.
 *
 * Three endings, and only here:
 *   return  done; foreign, seen before, or parked because no retry can help. The bus may move its position.
 *   throw   time may cure it. Nothing of the transaction remains, and the bus brings the same messages again.
 *   park    a message that failed `attemptsMax` times: it and what comes behind it in its key is put aside, the rest goes on.
 *
 * A batch that fails a second time is divided by keys until the failing ones stand alone; every sound key commits on its own, and
 * is found in the inbox when the batch comes again. Trouble that passes (a connection, a deadlock) is nobody's fault: it is
 * thrown on without dividing or counting.
 *
 * A crash between commit and the bus's position brings the batch again: all of it is found in the inbox, and what was parked is found
 * by its place in the log, its time and its contents: a log that had to be made anew uses its places a second time.
 */
export class ReactionRunner {
  private readonly wanted: ReadonlyMap<string, EventClass>;
  /** First offset of the last failed batch per partition: how the same batch is known when it comes again. */
  private readonly failedAt = new Map<string, number>();

  constructor(
    private readonly settings: ReactionSettings,
    private readonly transactions: Transactions,
    private readonly parkingLot: SqlParkingLot,
    private readonly keyring: Keyring,
  ) {
    this.wanted = wantedEvents(settings.events);
  }

  async deliver(messages: readonly BusMessage[]): Promise<void> {
    const relevant = messages.map((message) => this.read(message)).filter((reading) => reading.kind !== 'foreign');
    if (relevant.length === 0) return;
    const heads = headsOf(messages);
    const failedBefore = heads.some(([partition, offset]) => this.failedAt.get(partition) === offset);
    try {
      await this.work(relevant, failedBefore);
    } catch (cause) {
      for (const [partition, offset] of heads) this.failedAt.set(partition, offset);
      if (!failedBefore || isPassingTrouble(cause)) throw cause;
      const causes = await this.divide(byKey(relevant), cause);
      if (causes.length > 0)
        throw new AggregateError(causes, `${causes.length} keys of ${this.settings.name} fail: ${reasonOf(causes[0])}`);
    }
    for (const [partition] of heads) this.failedAt.delete(partition);
  }

  /** The way back from the parking lot: no key is held here, and what cannot be worked off is thrown. */
  async redeliver(messages: readonly BusMessage[], tx: Tx): Promise<void> {
    const events: EventReading[] = [];
    for (const message of messages) {
      const reading = this.read(message);
      if (reading.kind === 'unreadable') throw new Error(reading.reason);
      if (reading.kind === 'event') events.push(reading);
    }
    const ids = events.map(({ received }) => received.event.id);
    const fresh = await claimForReplay(this.settings.name, ids, tx);
    const parkings = await this.handle(takeFresh(events, fresh), tx);
    if (parkings.length > 0) throw new Error(parkings.map((parking) => parking.reason).join('; '));
    await forgetFailures(this.settings.name, ids, tx);
  }

  private read(message: BusMessage): Reading {
    return readEvent(message, this.wanted, this.keyring);
  }

  private work(readings: readonly Relevant[], failedBefore: boolean): Promise<void> {
    const { name } = this.settings;
    return this.transactions.run(async (tx) => {
      const events = readings.filter((reading) => reading.kind === 'event');
      const toPark = readings.filter((reading) => reading.kind === 'unreadable').map(({ message, reason }) => this.toPark(message, reason));
      const first = await claim(
        name,
        events.map(({ received }) => received),
        tx,
      );
      const fresh = new Set(first.fresh);
      if (first.heldKeys.size > 0) {
        // A replay may be letting these keys go at this moment: ask once more where it cannot.
        await lockKeys(name, [...first.heldKeys], tx);
        const behind = events.filter(({ message }) => first.heldKeys.has(message.key));
        const again = await claim(
          name,
          behind.map(({ received }) => received),
          tx,
        );
        for (const eventId of again.fresh) fresh.add(eventId);
        for (const reading of behind.filter(({ message }) => again.heldKeys.has(message.key)))
          toPark.push(this.toParkBehind(reading, 'waits behind a parked message of the same record'));
      }
      const received = takeFresh(events, fresh);
      const parkings = await this.handle(received, tx);
      for (const { eventId, reason } of parkings) {
        const parked = events.find((reading) => reading.received.event.id === eventId);
        if (parked === undefined) throw new Error(`${name} parked ${eventId}, which was not given to it.`);
        toPark.push(this.toPark(parked.message, reason));
      }
      await this.parkingLot.park(toPark, tx);
      if (parkings.length > 0)
        await unclaim(
          name,
          parkings.map((parking) => parking.eventId),
          tx,
        );
      if (failedBefore)
        await forgetFailures(
          name,
          received.map(({ event }) => event.id),
          tx,
        );
    });
  }

  private async handle(received: readonly Received<object>[], tx: Tx): Promise<readonly Parking[]> {
    if (received.length === 0) return [];
    const { name, handle } = this.settings;
    return (await inTraces(name, received, (continued) => handle(continued, tx))) ?? [];
  }

  /** Halves what fails until single keys are left; answers what still fails. `cause` is why all of it together did. */
  private async divide(groups: readonly (readonly Relevant[])[], cause: unknown): Promise<unknown[]> {
    if (groups.length === 1) return this.oneByOne(groups[0]!, cause);
    const middle = Math.ceil(groups.length / 2);
    const causes: unknown[] = [];
    for (const half of [groups.slice(0, middle), groups.slice(middle)]) {
      try {
        await this.work(half.flat(), true);
      } catch (causeOfHalf) {
        if (isPassingTrouble(causeOfHalf)) throw causeOfHalf;
        causes.push(...(await this.divide(half, causeOfHalf)));
      }
    }
    return causes;
  }

  /** The messages of one key, in order, up to the one that fails. */
  private async oneByOne(group: readonly Relevant[], causeOfGroup: unknown): Promise<unknown[]> {
    for (const [index, reading] of group.entries()) {
      let cause = causeOfGroup;
      try {
        // A group of one has just been tried.
        if (group.length > 1) {
          await this.work([reading], true);
          continue;
        }
      } catch (causeOfOne) {
        if (isPassingTrouble(causeOfOne)) throw causeOfOne;
        cause = causeOfOne;
      }
      return (await this.parkedForGood(reading, group.slice(index + 1), cause)) ? [] : [cause];
    }
    return [];
  }

  private async parkedForGood(failing: Relevant, behind: readonly Relevant[], cause: unknown): Promise<boolean> {
    if (failing.kind !== 'event') return false;
    const { name, attemptsMax } = this.settings;
    const { id } = failing.received.event;
    return this.transactions.run(async (tx) => {
      const attempts = await countFailure(name, id, tx);
      if (attempts < attemptsMax) return false;
      await lockKeys(name, [failing.message.key], tx);
      await this.parkingLot.park(
        [
          { ...this.toPark(failing.message, `failed ${attempts} times: ${reasonOf(cause)}`), attempts, holdsKey: true },
          ...behind.map((reading) => this.toParkBehind(reading, `waits behind event ${id}, which failed`)),
        ],
        tx,
      );
      await forgetFailures(name, [id], tx);
      return true;
    });
  }

  /** What nobody can read waits for nothing: it must hold neither its key nor the replay of those that do wait. */
  private toParkBehind(reading: Relevant, reason: string): ToPark {
    if (reading.kind === 'unreadable') return this.toPark(reading.message, reading.reason);
    return { ...this.toPark(reading.message, reason), holdsKey: true };
  }

  private toPark(message: BusMessage, reason: string): ToPark {
    return { reaction: this.settings.name, message, reason, attempts: 0, holdsKey: false };
  }
}

/** Taking each id once drops the second copy of an event that is in the batch twice. */
function takeFresh(events: readonly EventReading[], fresh: ReadonlySet<string>): Received<object>[] {
  const left = new Set(fresh);
  return events.filter(({ received }) => left.delete(received.event.id)).map(({ received }) => received);
}

function headsOf(messages: readonly BusMessage[]): [partition: string, offset: number][] {
  const heads = new Map<string, number>();
  for (const { topic, partition, offset } of messages) {
    const name = `${topic}/${partition}`;
    if (!heads.has(name)) heads.set(name, offset);
  }
  return [...heads];
}

function byKey(readings: readonly Relevant[]): Relevant[][] {
  const groups = new Map<string, Relevant[]>();
  for (const reading of readings) {
    const group = groups.get(reading.message.key);
    if (group === undefined) groups.set(reading.message.key, [reading]);
    else group.push(reading);
  }
  return [...groups.values()];
}
