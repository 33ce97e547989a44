import { Module, type DynamicModule, type InjectionToken, type Provider } from '@nestjs/common';
import { APP_GUARD, Reflector } from '@nestjs/core';
import { AccessGuard, TokenVerifier } from '@tongxiu/access';
import { BusStrategy, MessagingModule, Transactions, type Bus } from '@tongxiu/messaging';
import { errorSerializers, loggerOptions } from '@tongxiu/telemetry';
import { LoggerModule } from 'nestjs-pino';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { Clock, SystemClock } from './clock.js';
import type { OpenDatabase } from './database.js';
import { HealthController } from './health.controller.js';
import { MetricsController, OpenMetricsController } from './metrics.controller.js';
import { Metrics } from './metrics.js';
import { reactionFailures, WatchedMessaging } from './metrics-of-messaging.js';
import type { PlatformConfig } from './platform-config.js';
import { Readiness } from './readiness.js';
import { traceIdOf } from './watch-http.js';
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
    const strategy = { onFailure: (reaction: string) => failures.add({ reaction }) };
    const shared: Provider[] = [
      { provide: Metrics, useValue: metrics },
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
        MessagingModule.forService({ service: definition.name, pool: transactions, bus: parts.bus, strategy }),
        definition.module,
      ],
      controllers: [HealthController, config.metricsOpen ? OpenMetricsController : MetricsController],
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
  readiness.add('database', async () => {
    await pool.query('select 1');
    return undefined;
  });
  return readiness;
}

/** Requests that went well are not logged; a path is kept without its query, which may name a company. */
function httpLogging(service: string, level: string): object {
  return {
    ...loggerOptions(service, level),
    quietReqLogger: true,
    customProps: (request: object) => {
      const traceId = traceIdOf(request);
      return traceId === undefined ? {} : { traceId };
    },
    customLogLevel: (_request: unknown, response: { statusCode: number }, error: unknown) =>
      error !== undefined || response.statusCode >= 500 ? 'error' : response.statusCode >= 400 ? 'info' : 'debug',
    serializers: {
      ...errorSerializers,
      req: (request: { method: string; url: string }) => ({ method: request.method, path: maskedPath(request.url) }),
      res: (response: { statusCode: number }) => ({ status: response.statusCode }),
    },
  };
}

/** A progress query code opens a case to whoever holds it, so it is a secret and stays out of the log. */
const maskedPath = (url: string): string => (url.split('?')[0] ?? '').replace(/^\/progress\/.+/u, '/progress/…');
