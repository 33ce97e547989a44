import { Module, type DynamicModule, type InjectionToken, type Provider } from '@nestjs/common';
import { APP_GUARD, Reflector } from '@nestjs/core';
import { AccessGuard, TokenVerifier } from '@tongxiu/access';
import { BusStrategy, Keyring, MessagingModule, Transactions, type Bus } from '@tongxiu/messaging';
import { loggerOptions } from '@tongxiu/telemetry';
import { LoggerModule } from 'nestjs-pino';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { Clock, SystemClock } from './clock.js';
import type { OpenDatabase } from './database.js';
import { HealthController } from './health.controller.js';
import { MetricsController, OpenMetricsController } from './metrics.controller.js';
import { reactionSeconds, transactionSeconds, WatchedPools } from './metrics-of-database.js';
import { Metrics } from './metrics.js';
import { reactionFailures, WatchedMessaging } from './metrics-of-messaging.js';
import { ParkedController } from './parked.controller.js';
import type { PlatformConfig } from './platform-config.js';
import { Readiness } from './readiness.js';
import type { ServiceDefinition } from './service-definition.js';

export interface PlatformParts {
  readonly definition: ServiceDefinition;
  readonly config: PlatformConfig;
  readonly ownConfig: object | undefined;
  readonly database: OpenDatabase;
  readonly bus: Bus;
  readonly providers: readonly Provider[];
}

/** Everything a service finds injectable without asking: database, clock, messaging, its own configuration; and the guard. */
@Module({})
export class PlatformModule {
  static forService(parts: PlatformParts): DynamicModule {
    const { definition, config } = parts;
    const { dataSource, pool, transactions } = parts.database;
    const metrics = new Metrics();
    const failures = reactionFailures(metrics);
    const keyring = new Keyring(config.signingKeys);
    const strategy = { onFailure: (reaction: string) => failures.add({ reaction }), onBatch: reactionSeconds(metrics) };
    const onTransaction = transactionSeconds(metrics);
    const pools = new WatchedPools(metrics);
    pools.add('reads', pool);
    pools.add('transactions', transactions);
    const shared: Provider[] = [
      { provide: Metrics, useValue: metrics },
      { provide: WatchedPools, useValue: pools },
      { provide: DataSource, useValue: dataSource },
      { provide: pg.Pool, useValue: pool },
      { provide: Clock, useClass: SystemClock },
      { provide: Readiness, useFactory: () => databaseReadiness(pool) },
      { provide: TokenVerifier, useFactory: () => new TokenVerifier(config.issuer) },
      ...(definition.config === undefined ? [] : [{ provide: definition.config.token, useValue: parts.ownConfig }]),
      ...parts.providers,
    ];
    return {
      module: PlatformModule,
      global: true,
      imports: [
        LoggerModule.forRoot({ pinoHttp: httpLogging(definition.name, config.logLevel) }),
        MessagingModule.forService({ service: definition.name, pool: transactions, bus: parts.bus, keyring, strategy, onTransaction }),
        definition.module,
      ],
      controllers: [HealthController, ParkedController, config.metricsOpen ? OpenMetricsController : MetricsController],
      providers: [
        ...shared,
        {
          provide: WatchedMessaging,
          inject: [BusStrategy, Transactions],
          useFactory: (running: BusStrategy, transactions: Transactions) => new WatchedMessaging(metrics, running, failures, transactions),
        },
        {
          provide: APP_GUARD,
          inject: [Reflector, TokenVerifier],
          useFactory: (reflector: Reflector, verifier: TokenVerifier) => new AccessGuard(reflector, verifier),
        },
      ],
      exports: shared.map((provider): InjectionToken => ('provide' in provider ? provider.provide : provider)),
    };
  }
}

function databaseReadiness(pool: pg.Pool): Readiness {
  const readiness = new Readiness();
  const check = async (): Promise<undefined> => {
    await pool.query('select 1');
    return undefined;
  };
  readiness.add('database', check, { zh: '数据库无应答或拒绝连接', en: 'the database does not answer, or refuses the connection' });
  return readiness;
}

/** Requests are logged in `watch-http.ts`, by their route; a line written while one is answered does not repeat its address. */
function httpLogging(service: string, level: string): object {
  return {
    ...loggerOptions(service, level),
    autoLogging: false,
    quietReqLogger: true,
  };
}
