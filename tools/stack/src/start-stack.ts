import { join, resolve } from 'node:path';
import type { Client } from './clients.js';
import { type Databases, openDatabases } from './databases.js';
import { sayDiskTrouble } from './disk-trouble.js';
import { keep } from './kept-file.js';
import { table } from './launch-log.js';
import { lockFolder } from './lock.js';
import { EmbeddedServer } from './members/embedded-server.js';
import { KafkaServer } from './members/kafka-server.js';
import { NodeProgram } from './members/node-program.js';
import { nodeRuntime } from './node-runtime.js';
import { dropEverything, layOutData, type Places, placesIn, repositoryRoot } from './places.js';
import { type BusKind, issuerProgram, type Program, servicePrograms, sitePrograms } from './programs.js';
import { keptClients, keptSecrets, type Secrets } from './secrets.js';
import { writeSitesFile } from './sites-file.js';
import { Stack } from './stack.js';
import { TokenDesk } from './token-desk.js';

export interface StackOptions {
  /** Default: `.tongxiu` in the root of the repository. */
  readonly dataDir?: string;
  /** Begin with empty data. */
  readonly fresh?: boolean;
  /** A PostgreSQL server to use instead of the one that comes along. Default: the variable `DATABASE_URL`. */
  readonly databaseUrl?: string | undefined;
  /** What carries events: the one in PostgreSQL, or Apache Kafka (that of `KAFKA_BROKERS`, else one started from its jars). */
  readonly bus?: BusKind;
  readonly host?: string;
  /** `free` takes any free ports, for several stacks beside each other. */
  readonly ports?: 'usual' | 'free';
  /** More variables for single programs, by name. */
  readonly env?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Where the programs are; another place in tests. */
  readonly root?: string;
  readonly readyLimitMs?: number;
  readonly out?: (line: string) => void;
  readonly signal?: AbortSignal;
}

export type RunningStack = Stack;

interface Ground {
  readonly options: StackOptions;
  readonly places: Places;
  readonly host: string;
  readonly secrets: Secrets;
  readonly clients: readonly Client[];
  readonly out: (line: string) => void;
}

/** Brings up the database, the issuer, the sites and the services, or nothing at all. */
export async function startStack(options: StackOptions = {}): Promise<RunningStack> {
  const root = options.root ?? repositoryRoot();
  const places = placesIn(root, resolve(options.dataDir ?? join(root, '.tongxiu')));
  const out = options.out ?? ((line: string) => void process.stdout.write(`${line}\n`));
  const stack = await takeFolder(places.data, out);
  const interrupt = (): void => void stack.stop();
  options.signal?.addEventListener('abort', interrupt, { once: true });
  try {
    options.signal?.throwIfAborted();
    await bringUp(stack, options, places, out);
    options.signal?.throwIfAborted();
    return stack;
  } catch (error) {
    await stack.stop();
    throw options.signal?.aborted === true ? options.signal.reason : sayDiskTrouble(error, places.data);
  } finally {
    options.signal?.removeEventListener('abort', interrupt);
  }
}

async function takeFolder(data: string, out: (line: string) => void): Promise<Stack> {
  try {
    layOutData(data);
    return new Stack(out, await lockFolder(data));
  } catch (error) {
    throw sayDiskTrouble(error, data);
  }
}

async function bringUp(stack: Stack, options: StackOptions, places: Places, out: (line: string) => void): Promise<void> {
  const startedAt = performance.now();
  if (options.fresh === true) dropEverything(places);
  const secrets = keptSecrets(places);
  const ground = { options, places, host: options.host ?? '127.0.0.1', secrets, clients: keptClients(places), out };
  out(`同修启动，数据保存在 · Tongxiu starts; its data is kept in ${places.data}`);
  const databases = startDatabases(stack, ground);
  // Handled below; a failure of the sites must not leave this one unheard.
  databases.catch(() => undefined);
  await startNeighbours(stack, ground);
  const bus = await startBus(stack, ground, await databases);
  const opened = { databases: await databases, tokens: new TokenDesk(stack.urlOf('issuer'), ground.clients) };
  await stack.add(programs(ground, servicePrograms(places, ground.host, opened.databases, stack.urlOf('issuer'), bus)));
  stack.open({ ...opened, clients: ground.clients, siteAdminToken: secrets.siteAdminToken, brokers: bus['KAFKA_BROKERS']?.split(',') });
  tell(stack, ground, performance.now() - startedAt);
}

async function startDatabases(stack: Stack, { options, places, out }: Ground): Promise<Databases> {
  const given = options.databaseUrl ?? process.env['DATABASE_URL'];
  if (given) {
    out('  使用 DATABASE_URL 指定的 PostgreSQL · the PostgreSQL server of DATABASE_URL is used');
    return openDatabases(given, options.fresh === true);
  }
  await stack.add([new EmbeddedServer({ folder: places.postgres, log: out })]);
  return openDatabases(stack.urlOf('postgres'), false);
}

/** What the services are told about the bus. */
async function startBus(
  stack: Stack,
  { options, places, secrets, out }: Ground,
  databases: Databases,
): Promise<Readonly<Record<string, string>>> {
  const keys = { BUS_SIGNING_KEYS: secrets.busSigningKeys };
  if (options.bus !== 'kafka') return { ...keys, BUS: 'embedded', BUS_DATABASE_URL: databases.bus };
  const given = process.env['KAFKA_BROKERS'];
  if (given) out('  使用 KAFKA_BROKERS 指定的 Kafka · the Kafka brokers of KAFKA_BROKERS are used');
  else await stack.add([new KafkaServer({ folder: places.kafka, log: out })]);
  const replication = process.env['KAFKA_REPLICATION'] ?? '1';
  const brokers = given ?? stack.urlOf('kafka').replace('kafka://', '');
  return { ...keys, BUS: 'kafka', KAFKA_BROKERS: brokers, KAFKA_REPLICATION: replication };
}

/** The issuer and the sites need no database. Only then is it known where they are. */
async function startNeighbours(stack: Stack, ground: Ground): Promise<void> {
  const { places, host, secrets } = ground;
  await stack.add(programs(ground, [issuerProgram(places, host), ...sitePrograms(places, host, secrets)]));
  writeSitesFile(places, secrets, (site) => stack.urlOf(site));
}

function programs({ options, places, host, out }: Ground, wanted: readonly Program[]): readonly NodeProgram[] {
  const node = nodeRuntime(places.root);
  return wanted.map(
    ({ name, title, entry, preferredPort, env }) =>
      new NodeProgram({
        name,
        title,
        node,
        entry,
        cwd: places.root,
        host,
        preferredPort: options.ports === 'free' ? 0 : preferredPort,
        logFile: join(places.logs, `${name}.log`),
        env: (port) => ({ ...env(port), ...options.env?.[name] }),
        ...(options.readyLimitMs !== undefined && { readyLimitMs: options.readyLimitMs }),
        log: out,
      }),
  );
}

function tell(stack: Stack, { places, out }: Ground, tookMs: number): void {
  const { urls, titles } = stack;
  const rows = Object.entries(urls).map(([name, url]) => ({ name, title: titles[name] ?? { zh: name, en: name }, url }));
  keep(places.urls, Object.fromEntries(rows.map(({ name, title, url }) => [name, { url, title }])));
  out(table(rows));
  out('网站有供人查看的页面，每个服务的接口说明在 /openapi.json。');
  out('The sites have pages for people; every service describes its interface at /openapi.json.');
  const seconds = (tookMs / 1000).toFixed(1);
  out(`${seconds} 秒后就绪。全部网址在 ${places.urls}，各进程日志在 ${places.logs}。`);
  out(`Ready after ${seconds} s. Every address is in ${places.urls}, every log in ${places.logs}.`);
}
