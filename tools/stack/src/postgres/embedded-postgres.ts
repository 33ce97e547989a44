import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { installedPostgres, type Installation } from './binaries.js';
import { clusterExists, createCluster, superuser } from './cluster.js';
import { stopLeftOver } from './left-over.js';
import { canRun, openStagingRoot, ownFolder, stageInstallation, stagingRoot } from './reach.js';
import { type Server, startServer } from './server.js';
import { serverUser, type ServerUser } from './server-user.js';
import { durable, type Settings } from './settings.js';

export interface EmbeddedPostgresOptions {
  /** Holds the cluster, its password and its log. */
  readonly folder: string;
  readonly settings?: Settings;
  readonly port?: number | undefined;
  readonly lifeline?: number | undefined;
  /** The folder is removed when the server stops. */
  readonly discard?: boolean;
  readonly stagingBase?: string;
  readonly log?: (line: string) => void;
}

export interface EmbeddedPostgres {
  readonly pid: number;
  readonly port: number;
  readonly logFile: string;
  readonly gone: Server['gone'];
  /** Address of one database; without a name, of the one every cluster has. */
  url(database?: string): string;
  stop(limitMs?: number): Promise<void>;
}

/** Starts a PostgreSQL of our own on 127.0.0.1: lays it out when there is none, and gets around users and folders that are in the way. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const log = options.log ?? (() => undefined);
  const folder = resolve(options.folder);
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const place = preparePlace(folder, options, log);
  await stopLeftOver(place.dataDir, log);
  const password = keptPassword(folder);
  if (!clusterExists(place.dataDir)) await createCluster({ ...place, password, sync: options.discard !== true });
  const server = await startServer({
    ...place,
    settings: options.settings ?? durable,
    port: options.port,
    lifeline: options.lifeline,
    logFile: join(folder, 'postgres.log'),
    discard: options.discard === true ? folder : undefined,
  });
  return {
    pid: server.pid,
    port: server.port,
    logFile: join(folder, 'postgres.log'),
    gone: server.gone,
    url: (database = 'postgres') => `postgres://${superuser}:${password}@127.0.0.1:${server.port}/${database}`,
    stop: (limitMs) => server.stop(limitMs),
  };
}

interface Place {
  readonly installation: Installation;
  readonly user: ServerUser;
  readonly dataDir: string;
}

function preparePlace(folder: string, options: EmbeddedPostgresOptions, log: (line: string) => void): Place {
  const user = serverUser(join(folder, 'data'));
  // The keeper runs as the server's user, and only a folder's owner may remove it from /tmp.
  if (options.discard === true && user.ids !== undefined) chownSync(folder, user.ids.uid, user.ids.gid);
  return { installation: reachableInstallation(user, options, log), user, dataDir: reachableData(folder, user, options, log) };
}

/** Staged once for a clone, whatever number of data folders are served from it. */
function reachableInstallation(user: ServerUser, { stagingBase }: EmbeddedPostgresOptions, log: (line: string) => void): Installation {
  const installed = installedPostgres();
  if (canRun(installed, user)) return installed;
  const staging = stagingRoot(installed.root, stagingBase);
  const staged = stageInstallation(installed, staging);
  if (!canRun(staged, user)) {
    throw new Error(
      `用户 ${user.name} 无法运行 ${staged.root} 中的 PostgreSQL 程序 · The user ${user.name} cannot run the PostgreSQL programs in ${staged.root}.`,
    );
  }
  log(`用户 ${user.name} 无法进入 ${installed.root}，改从 ${staging} 运行 PostgreSQL`);
  log(`the user ${user.name} cannot get to ${installed.root}, so PostgreSQL's programs are run from ${staging}`);
  return staged;
}

function reachableData(folder: string, user: ServerUser, { stagingBase }: EmbeddedPostgresOptions, log: (line: string) => void): string {
  const own = ownFolder(join(folder, 'data'), user);
  if (own !== undefined) return own;
  const staging = openStagingRoot(stagingRoot(folder, stagingBase));
  const dataDir = ownFolder(join(staging, 'data'), user);
  if (dataDir === undefined) {
    throw new Error(
      `用户 ${user.name} 无法进入 ${folder} 和 ${staging}，请设置 DATABASE_URL。\n` +
        `The user ${user.name} can reach neither ${folder} nor ${staging}. Set DATABASE_URL.`,
    );
  }
  log(`用户 ${user.name} 无法进入 ${folder}，PostgreSQL 的数据改存于 ${staging}`);
  log(`the user ${user.name} cannot get to ${folder}, so PostgreSQL's data are kept in ${staging}`);
  return dataDir;
}

/** Made at the first start and readable by its owner alone. */
function keptPassword(folder: string): string {
  const file = join(folder, 'password');
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  const password = randomBytes(24).toString('base64url');
  writeFileSync(file, `${password}\n`, { mode: 0o600 });
  return password;
}
