import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** PostgreSQL refuses to run as root, so root starts it as another user. An ordinary user starts it as themself: no ids. */
export interface ServerUser {
  readonly name: string;
  readonly ids: { readonly uid: number; readonly gid: number } | undefined;
}

const unprivileged = ['postgres', 'nobody', 'daemon'];

/** A cluster that exists already is served by the user it belongs to: one begun without root must stay usable without root. */
export function serverUser(dataDir: string, createUser: () => void = createPostgresUser): ServerUser {
  if (process.getuid?.() !== 0) return { name: 'the current user', ids: undefined };
  const owner = ownerOf(dataDir);
  if (owner !== undefined) return owner;
  if (findUser('postgres') === undefined) createUser();
  for (const name of unprivileged) {
    const ids = findUser(name);
    if (ids !== undefined) return { name, ids };
  }
  throw new Error(
    'PostgreSQL 不能以 root 运行，且系统没有 postgres、nobody 或 daemon 用户，请以普通用户启动。\n' +
      'PostgreSQL does not run as root and no user postgres, nobody or daemon exists. Start as an ordinary user.',
  );
}

function ownerOf(dataDir: string): ServerUser | undefined {
  const found = statSync(join(dataDir, 'PG_VERSION'), { throwIfNoEntry: false });
  return found === undefined || found.uid === 0 ? undefined : { name: `#${found.uid}`, ids: { uid: found.uid, gid: found.gid } };
}

function findUser(name: string): ServerUser['ids'] {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid === undefined || gid === undefined || uid === '0' ? undefined : { uid: Number(uid), gid: Number(gid) };
}

/** Where users cannot be made (a read-only image, no useradd), one of the users every system has will do. */
function createPostgresUser(): void {
  spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'], { stdio: 'ignore' });
}
