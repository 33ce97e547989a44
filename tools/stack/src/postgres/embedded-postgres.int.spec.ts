import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { alive } from '../testing/stand-ins.js';
import { withClient } from './databases.js';
import { startEmbeddedPostgres } from './embedded-postgres.js';
import { durable } from './settings.js';

jest.setTimeout(60_000);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tongxiu-embedded-'));
  chmodSync(folder, 0o755);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const ask = (url: string, sql: string): Promise<unknown[]> =>
  withClient(url, async (client) => (await client.query(sql)).rows as unknown[]);

test('data is safe on the disk before a commit is answered', async () => {
  const postgres = await startEmbeddedPostgres({ folder, settings: durable });
  for (const name of ['fsync', 'synchronous_commit', 'full_page_writes']) {
    expect(await ask(postgres.url(), `show ${name}`)).toEqual([{ [name]: 'on' }]);
  }
  await postgres.stop();
});

test('root hands the server to another user, and only the owner reads the password', async () => {
  const postgres = await startEmbeddedPostgres({ folder });
  const uid = /^Uid:\s+(\d+)/mu.exec(readFileSync(`/proc/${postgres.pid}/status`, 'utf8'))?.[1];
  expect(uid).not.toBe('0');
  expect(statSync(join(folder, 'password')).mode & 0o777).toBe(0o600);
  const stranger = new URL(postgres.url());
  stranger.password = 'postgres';
  await expect(ask(stranger.toString(), 'select 1')).rejects.toThrow('password authentication failed');
  await postgres.stop();
  expect(alive(postgres.pid)).toBe(false);
});

test('a server left over on the folder is stopped by the next start, which finds its rows', async () => {
  const lines: string[] = [];
  const first = await startEmbeddedPostgres({ folder });
  await ask(first.url(), 'create table kept as select 1 as value');
  const second = await startEmbeddedPostgres({ folder, log: (line) => lines.push(line) });
  expect(alive(first.pid)).toBe(false);
  expect(lines).toEqual([`停止上次运行遗留的 PostgreSQL · stopping a PostgreSQL server left over from an earlier run (pid ${first.pid})`]);
  expect(await ask(second.url(), 'select value from kept')).toEqual([{ value: 1 }]);
  await second.stop();
});

test('a stale pid file whose number another program has by now is no hindrance', async () => {
  const first = await startEmbeddedPostgres({ folder });
  const pidFile = readFileSync(join(folder, 'data/postmaster.pid'), 'utf8');
  await first.stop();
  writeFileSync(join(folder, 'data/postmaster.pid'), pidFile.replace(String(first.pid), String(process.pid)));
  const second = await startEmbeddedPostgres({ folder });
  expect(await ask(second.url(), 'select 1 as value')).toEqual([{ value: 1 }]);
  await second.stop();
});
