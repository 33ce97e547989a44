import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Type } from '@nestjs/common';
import type { EntitySchema, MigrationInterface } from 'typeorm';
import type { Environment } from './environment.js';

export interface ServiceDefinition<Config extends object = object> {
  readonly name: 'intake' | 'review' | 'publicity' | 'sync';
  readonly title: { readonly zh: string; readonly en: string };
  readonly defaultPort: number;
  /** A plain Nest module: the service's controllers and providers. */
  readonly module: Type;
  /** Flat TypeORM rows for cold reads. */
  readonly rows?: readonly (Type | EntitySchema)[];
  /** The service's own, in order; the tables of messaging come before them. */
  readonly migrations: readonly (new () => MigrationInterface)[];
  /** The service's own variables, read once at start and injectable by the token. */
  readonly config?: { readonly token: abstract new (...args: never[]) => Config; readonly read: (env: Environment) => Config };
  /** The routes that take bodies of up to 10 MB; all others take one megabyte. */
  readonly largeBodies?: readonly string[];
  /** For Fastify plugins only one service needs, such as multipart. */
  readonly prepareHttp?: (app: NestFastifyApplication) => Promise<void>;
}

export const defineService = <Config extends object>(definition: ServiceDefinition<Config>): ServiceDefinition<Config> => definition;
