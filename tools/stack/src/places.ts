import { accessSync, chmodSync, constants, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stagingRoot } from './postgres/reach.js';

/** The root of the repository, seen from this file, in `src` as well as in `dist/src`. */
export function repositoryRoot(from = dirname(fileURLToPath(import.meta.url))): string {
  const stack = from.slice(0, from.lastIndexOf(join('tools', 'stack')) + join('tools', 'stack').length);
  return join(stack, '..', '..');
}

/** Everything a start leaves on the disk. */
export interface Places {
  readonly root: string;
  readonly data: string;
  readonly postgres: string;
  readonly kafka: string;
  readonly logs: string;
  readonly clients: string;
  readonly sites: string;
  readonly secrets: string;
  readonly urls: string;
}

export function placesIn(root: string, data: string): Places {
  const inside = (name: string): string => join(data, name);
  return {
    root,
    data,
    postgres: inside('postgres'),
    kafka: inside('kafka'),
    logs: inside('logs'),
    clients: inside('clients.json'),
    sites: inside('sites.json'),
    secrets: inside('secrets.json'),
    urls: inside('urls.json'),
  };
}

/**
 * Root's database runs as another user, who must be able to pass through the data folder (never to list it; what holds secrets is closed by
 * itself). One that held something before is somebody's own, and its mode stays as it is.
 */
export function layOutData(data: string): void {
  const begun = existsSync(data) && readdirSync(data).length > 0;
  try {
    mkdirSync(data, { recursive: true });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`${data} cannot be made (${why}). Choose another data folder.\n无法建立数据文件夹 ${data}，请另选一处。`, { cause });
  }
  if (!begun && process.getuid?.() === 0) chmodSync(data, 0o711);
  try {
    accessSync(data, constants.W_OK);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EROFS') throw cause;
    throw new Error(
      `${data} belongs to another user. Start as that user, or choose another data folder.\n${data} 属于另一用户，请以该用户启动，或另选数据文件夹。`,
      { cause },
    );
  }
}

/** By name, never the whole folder: a data folder given by hand may hold other things. */
const ours = [
  'postgres',
  'kafka',
  'logs',
  'issuer',
  'sites',
  'materials',
  'clients.json',
  'sites.json',
  'secrets.json',
  'urls.json',
] as const;

export function dropEverything({ data, postgres }: Places): void {
  for (const name of ours) rmSync(join(data, name), { recursive: true, force: true, maxRetries: 5 });
  rmSync(join(stagingRoot(postgres), 'data'), { recursive: true, force: true });
}
