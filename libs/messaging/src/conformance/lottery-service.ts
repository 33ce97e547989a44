import 'reflect-metadata';
import { createSecretKey } from 'node:crypto';
import { Controller, Module, type INestMicroservice, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { IsInt, Matches } from 'class-validator';
import pg from 'pg';
import { Bus } from '../bus.js';
import { MessagingModule } from '../messaging.module.js';
import { messagingMigrations } from '../migrations/index.js';
import { Outbox, type Fact } from '../outbox.js';
import { ParkingLot } from '../parking-lot.js';
import { Relay, type RelayOptions } from '../producing/relay.js';
import { Reaction, type Parking, type Received } from '../reaction.js';
import { Transactions, type Tx } from '../tx.js';
import { BusStrategy, type StrategyOptions } from '../reacting/bus-strategy.js';
import { Keyring } from '../signing/index.js';

/** An event as small as they come, for specs about how events travel. */
export class NumberDrawnV1 {
  static readonly type = 'lottery.number-drawn.v1';
  static readonly topic = 'tongxiu.lottery';

  @IsInt() number!: number;
  @Matches(/^[a-z-]+\d*$/) urn!: string;
}

export const drawn = (urn: string, number: number): Fact<NumberDrawnV1> => ({
  event: NumberDrawnV1,
  key: urn,
  sequence: number,
  data: { number, urn },
});

/** What a lottery signs with and believes, unless told otherwise. */
export const lotteryKeyring = new Keyring([{ id: 'lottery', secret: createSecretKey(Buffer.alloc(32, 'lottery')) }]);

/** A service's database with what messaging needs in it, and a table for effects. */
export async function serviceDatabase(url: string): Promise<pg.Pool> {
  const pool = new pg.Pool({ connectionString: url });
  pool.on('error', () => undefined);
  for (const Migration of messagingMigrations) await new Migration().up(pool);
  await pool.query('create table effect (n bigint primary key generated always as identity, urn text not null, number integer not null)');
  return pool;
}

export async function recordEffects(events: readonly { readonly data: NumberDrawnV1 }[], tx: Tx): Promise<void> {
  await tx.query('insert into effect (urn, number) select * from unnest($1::text[], $2::integer[])', [
    events.map(({ data }) => data.urn),
    events.map(({ data }) => data.number),
  ]);
}

export type Draws = readonly Received<NumberDrawnV1>[];

/** A reaction that records every draw, after `before` had its say. */
export function recording(before: (draws: Draws) => void | Parking[] = () => undefined): Type {
  @Controller()
  class Recorder {
    @Reaction('lottery.record', NumberDrawnV1)
    async on(draws: Draws, tx: Tx): Promise<void | Parking[]> {
      const parkings = before(draws) ?? [];
      await recordEffects(
        draws.filter(({ event }) => !parkings.some((parking) => parking.eventId === event.id)),
        tx,
      );
      return parkings;
    }
  }
  return Recorder;
}

export interface LotteryService {
  readonly app: INestMicroservice;
  readonly outbox: Outbox;
  readonly relay: Relay;
  readonly transactions: Transactions;
  readonly parkingLot: ParkingLot;
  readonly strategy: BusStrategy;
  tell(...facts: Fact[]): Promise<void>;
  effects(urn?: string): Promise<number[]>;
}

interface LotteryServiceOptions {
  readonly pool: pg.Pool;
  readonly bus: Bus;
  readonly keyring?: Keyring;
  readonly controller?: Type;
  readonly relay?: RelayOptions;
  readonly strategy?: StrategyOptions;
}

/** A whole service as NestJS runs it: the module, the relay, and the controller's reactions. */
export async function startLottery(options: LotteryServiceOptions): Promise<LotteryService> {
  const { pool, bus, keyring = lotteryKeyring, controller, relay, strategy } = options;

  @Controller()
  class Quiet {}

  const topics = [{ name: NumberDrawnV1.topic, partitions: 6 }];
  const messaging = MessagingModule.forService({
    service: 'lottery',
    pool,
    bus,
    keyring,
    topics,
    ...(relay && { relay }),
    ...(strategy && { strategy }),
  });
  @Module({ imports: [messaging], controllers: [controller ?? Quiet] })
  class Service {}

  const strategyOf = (messaging.providers as { provide: unknown; useValue?: unknown }[]).find(({ provide }) => provide === BusStrategy);
  const app = await NestFactory.createMicroservice(Service, { strategy: strategyOf!.useValue as BusStrategy, logger: false });
  try {
    await app.listen();
  } catch (cause) {
    await app.close();
    throw cause;
  }
  const parts = { outbox: app.get(Outbox), relay: app.get(Relay), transactions: app.get(Transactions), parkingLot: app.get(ParkingLot) };
  return {
    app,
    ...parts,
    strategy: app.get(BusStrategy),
    tell: (...facts) => parts.transactions.run((tx) => parts.outbox.add(facts, tx)),
    effects: async (urn) => {
      const { rows } = await pool.query<{ number: number }>('select number from effect where $1::text is null or urn = $1 order by n', [
        urn ?? null,
      ]);
      return rows.map((row) => row.number);
    },
  };
}
