import {
  Module,
  type DynamicModule,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type BeforeApplicationShutdown,
} from '@nestjs/common';
import type { Pool } from 'pg';
import { Bus, type TopicSpec } from './bus.js';
import { Outbox } from './outbox.js';
import { ParkingLot } from './parking-lot.js';
import { platformTopics } from './platform-topics.js';
import { PgTransactions, type Ended } from './postgres/pg-transactions.js';
import { Relay, type RelayOptions } from './producing/relay.js';
import { SqlOutbox } from './producing/sql-outbox.js';
import { BusStrategy, type StrategyOptions } from './reacting/bus-strategy.js';
import { SqlParkingLot } from './reacting/sql-parking-lot.js';
import type { Keyring } from './signing/index.js';
import { Transactions } from './tx.js';

export interface ServiceMessaging {
  /** Becomes the CloudEvents source, `/tongxiu/<service>`. */
  readonly service: string;
  /** The service's own database, with `messagingMigrations` run. It is not closed here: the application does, after its `close()`. */
  readonly pool: Pool;
  /** Closed with the application. */
  readonly bus: Bus;
  /** What the relay signs with, and what a reaction believes. */
  readonly keyring: Keyring;
  readonly topics?: readonly TopicSpec[];
  readonly relay?: RelayOptions;
  readonly strategy?: StrategyOptions;
  readonly onTransaction?: (ended: Ended, seconds: number) => void;
}

/**
 * Starts and ends with the application: the relay runs from bootstrap on; the reactions begin with
 * `connectMicroservice({ strategy: app.get(BusStrategy) })` and `startAllMicroservices()`.
 *
 * The end goes in the order of the flow: reactions stop taking batches, HTTP answers what it has begun, and only then the
 * relay publishes what both have left in the outbox and the bus is closed.
 */
@Module({})
export class MessagingModule implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  constructor(
    private readonly strategy: BusStrategy,
    private readonly relay: Relay,
    private readonly bus: Bus,
  ) {}

  static forService(options: ServiceMessaging): DynamicModule {
    const { pool, bus, keyring } = options;
    const transactions = new PgTransactions(pool, options.onTransaction);
    const relay = new Relay(pool, bus, keyring, options.relay);
    const parkingLot = new SqlParkingLot(transactions);
    return {
      module: MessagingModule,
      global: true,
      providers: [
        { provide: Bus, useFactory: () => withTopics(bus, options.topics ?? platformTopics) },
        { provide: Transactions, useValue: transactions },
        { provide: Outbox, useValue: new SqlOutbox(`/tongxiu/${options.service}`, relay.wake) },
        { provide: Relay, useValue: relay },
        { provide: ParkingLot, useValue: parkingLot },
        { provide: BusStrategy, useValue: new BusStrategy(bus, transactions, parkingLot, keyring, options.strategy) },
      ],
      exports: [Bus, Transactions, Outbox, Relay, ParkingLot, BusStrategy],
    };
  }

  onApplicationBootstrap(): void {
    this.relay.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.strategy.close();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.relay.stop();
    await this.bus.close();
  }
}

/** Topics are made before anything can publish or subscribe, by whichever service comes first. */
async function withTopics(bus: Bus, topics: readonly TopicSpec[]): Promise<Bus> {
  await bus.ensureTopics(topics);
  return bus;
}
