import 'reflect-metadata';
import type { Provider } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { BusStrategy, createBus, Relay } from '@tongxiu/messaging';
import { flushTraces, startTracing } from '@tongxiu/telemetry';
import { Logger } from 'nestjs-pino';
import { openDatabase } from './database.js';
import { readDatabaseConfig } from './database-config.js';
import { BadEnvironment, Environment } from './environment.js';
import { httpAdapter, prepareHttp } from './http.js';
import { SchemaBehind } from './migrations.js';
import { PlatformModule } from './platform.module.js';
import { readPlatformConfig } from './platform-config.js';
import { watchProcess } from './metrics-of-process.js';
import { Metrics } from './metrics.js';
import { Readiness } from './readiness.js';
import type { ServiceDefinition } from './service-definition.js';
import { countRequests, logRequests, traceRequests } from './watch-http.js';

export interface OpenOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Replace platform providers in tests, such as the clock. */
  readonly providers?: readonly Provider[];
}

export interface OpenService {
  readonly url: string;
  readonly app: NestFastifyApplication;
  close(): Promise<void>;
}

/** Exit codes the launcher and an orchestrator can tell apart: a restart does not cure the first two. */
export const exitCodes = { badConfiguration: 2, portInUse: 3, failed: 1 } as const;

/**
 * Migrates, or sees that somebody has; listens; then starts to consume: a service that takes requests has its tables, one that consumes can
 * be asked why.
 */
export async function openService<Config extends object>(
  definition: ServiceDefinition<Config>,
  options: OpenOptions,
): Promise<OpenService> {
  const env = new Environment(options.env);
  const config = readPlatformConfig(env, definition.defaultPort);
  const ownConfig = definition.config?.read(env);
  env.finish();

  const database = await openDatabase(definition, config);
  const bus = createBus(config.bus);
  const parts = { definition, config, ownConfig, database, bus, providers: options.providers ?? [] };
  const adapter = httpAdapter(config.trustedProxies);
  const app = await NestFactory.create<NestFastifyApplication>(PlatformModule.forService(parts), adapter, { bufferLogs: true });
  app.useLogger(app.get(Logger));
  app.flushLogs();
  countRequests(app, app.get(Metrics), definition.name);
  logRequests(app, app.get(Logger));
  traceRequests(app);
  await prepareHttp(app, definition);

  const strategy = app.get(BusStrategy);
  app.connectMicroservice({ strategy });
  watchMessaging(app.get(Readiness), strategy, app.get(Relay));
  await app.listen(config.port, config.host);
  await app.startAllMicroservices();

  const close = async (): Promise<void> => {
    await app.close();
    await database.close();
  };
  return { url: (await app.getUrl()).replace('[::1]', '127.0.0.1'), app, close };
}

function watchMessaging(readiness: Readiness, strategy: BusStrategy, relay: Relay): void {
  readiness.add('reactions', () => strategy.notReady(), {
    zh: '消息处理停滞，等待中的消息没有进展',
    en: 'messages wait and are not worked off: a reaction stands still',
  });
  readiness.add('relay', () => relay.notReady(), { zh: '消息无法发布到总线', en: 'nothing can be published to the bus' });
}

/** The main of a service: plain sentences on a bad start, a clean end on a signal or when the launcher is gone. */
export async function hostService<Config extends object>(definition: ServiceDefinition<Config>): Promise<void> {
  try {
    if (process.argv.includes('--migrate-only')) return await migrateOnly(definition, process.env);
    await startTracing(definition.name, process.env);
    const service = await openService(definition, { env: process.env });
    // Here and not above: of several services in one process, none could call its figures its own.
    watchProcess(service.app.get(Metrics));
    let closing: Promise<void> | undefined;
    const stop = (): void => {
      closing ??= service
        .close()
        .then(flushTraces)
        .then(
          () => process.exit(0),
          (cause: unknown) => fail(definition, cause),
        );
    };
    process.once('SIGTERM', stop).once('SIGINT', stop).once('disconnect', stop);
    process.send?.({ ready: true, url: service.url });
  } catch (cause) {
    fail(definition, cause);
  }
}

/** For an orchestrator that migrates in a job of its own before it rolls the new release out. That job knows the database and nothing else. */
async function migrateOnly(definition: ServiceDefinition, source: OpenOptions['env']): Promise<void> {
  const env = new Environment(source);
  const config = readDatabaseConfig(env);
  env.finish();
  const database = await openDatabase(definition, { ...config, migrateAtStart: true });
  await database.close();
  process.stdout.write(`${definition.name}: the schema is up to date\n`);
}

function fail({ name }: ServiceDefinition, cause: unknown): never {
  if (cause instanceof BadEnvironment) {
    process.stderr.write(`${name} cannot start. ${cause.variables.map((variable) => `${variable.name} ${variable.why}.`).join(' ')}\n`);
    process.exit(exitCodes.badConfiguration);
  }
  if (typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === 'EADDRINUSE') {
    process.stderr.write(`${name} cannot start: its port is in use. Set PORT to a free one.\n`);
    process.exit(exitCodes.portInUse);
  }
  if (cause instanceof SchemaBehind) {
    process.stderr.write(`${name} cannot start: ${cause.message}\n`);
    process.exit(exitCodes.failed);
  }
  process.stderr.write(`${name} failed: ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}\n`);
  process.exit(exitCodes.failed);
}
