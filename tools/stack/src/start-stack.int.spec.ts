import { readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Client } from './clients.js';
import { withClient } from './postgres/index.js';
import { organNamed } from './sample-organs.js';
import { type RunningStack, startStack } from './start-stack.js';
import { alive, look, standInRoot, until } from './testing/stand-ins.js';

const names = ['issuer', 'credit-china', 'publicity-system', 'regional-platform', 'credit-hohhot', 'intake', 'review', 'publicity', 'sync'];
jest.setTimeout(60_000);

describe('a stack that is up', () => {
  const root = standInRoot();
  const lines: string[] = [];
  let stack: RunningStack;

  beforeAll(async () => {
    stack = await startStack({ root, ports: 'free', out: (line) => lines.push(line) });
  });
  afterAll(async () => {
    const pids = Object.values(stack.pids);
    await stack.stop();
    for (const pid of pids) expect(alive(pid ?? 0)).toBe(false);
    rmSync(root, { recursive: true });
  });

  test('runs every program as a process of its own and says where it is', async () => {
    expect(Object.keys(stack.urls)).toEqual(names);
    const pids = await Promise.all(Object.values(stack.urls).map(async (url) => (await look(url)).pid));
    expect(pids).toEqual(names.map((name) => stack.pids[name]));
    expect(Object.keys(JSON.parse(readFileSync(join(root, '.tongxiu/urls.json'), 'utf8')) as object)).toEqual(names);
    for (const name of [...names, 'postgres']) expect(lines.join('\n')).toMatch(new RegExp(`${name} .* pid `, 'u'));
  });

  test('each service gets its own database, the bus, the issuer and what is its own', async () => {
    const { env } = await look(stack.urls['sync'] ?? '');
    expect(env).toMatchObject({
      DATABASE_URL: stack.databases.sync,
      BUS_DATABASE_URL: stack.databases.bus,
      ISSUER: stack.urls['issuer'],
      ISSUER_JWKS_URL: `${stack.urls['issuer']}/jwks.json`,
      TOKEN_AUDIENCE: 'tongxiu',
      SITES_FILE: join(root, '.tongxiu/sites.json'),
    });
    expect((await look(stack.urls['review'] ?? '')).env['CREDIT_CHINA_ORGAN_CODE']).toBe(organNamed('credit-china').code);
    const { busSigningKeys } = JSON.parse(readFileSync(join(root, '.tongxiu/secrets.json'), 'utf8')) as { busSigningKeys: string };
    expect(busSigningKeys).toMatch(/^first:[A-Za-z0-9+/]{43}=$/u);
    for (const name of ['intake', 'review', 'publicity', 'sync'])
      expect((await look(stack.urls[name] ?? '')).env['BUS_SIGNING_KEYS']).toBe(busSigningKeys);
    const found = await withClient(stack.databases.intake, (client) => client.query('select current_database() as name'));
    expect(found.rows).toEqual([{ name: 'tongxiu_intake' }]);
  });

  test('the sites file names every site with the secret that site was given, for the owner alone', async () => {
    const file = join(root, '.tongxiu/sites.json');
    const sites = JSON.parse(readFileSync(file, 'utf8')) as { id: string; baseUrl: string; secret: string }[];
    for (const { id, baseUrl, secret } of sites) {
      expect(baseUrl).toBe(stack.urls[id]);
      expect((await look(baseUrl)).env['SITE_SECRET']).toBe(secret);
    }
    for (const name of ['sites.json', 'clients.json', 'secrets.json'])
      expect(statSync(join(root, '.tongxiu', name)).mode & 0o777).toBe(0o600);
  });

  test('a killed service comes back at the same address, and the log says so', async () => {
    const before = stack.pids['review'];
    const crashed = new Promise((resolve) => stack.once('crash', resolve));
    stack.kill('review', 'SIGKILL');
    expect(await crashed).toEqual({ name: 'review', code: null, signal: 'SIGKILL' });
    await stack.whenReady('review');
    expect(stack.pids['review']).not.toBe(before);
    expect((await look(stack.urls['review'] ?? '')).pid).toBe(stack.pids['review']);
    expect(lines).toContain('review 意外退出（信号 SIGKILL），正在重新启动 · review crashed (signal SIGKILL); it is started again');
    expect(lines).toContainEqual(expect.stringMatching(/^review 已恢复 · review is back \(pid \d+, \d+ ms\)$/u));
  });

  test('a member that was halted stays down until it is resumed', async () => {
    const url = stack.urls['credit-hohhot'] ?? '';
    await stack.halt('credit-hohhot');
    await expect(look(url)).rejects.toThrow();
    await stack.resume('credit-hohhot');
    expect((await look(url)).pid).toBe(stack.pids['credit-hohhot']);
  });

  test('a killed database comes back at the same address with its data', async () => {
    await withClient(stack.databases.intake, (client) => client.query('create table kept as select 1 as value'));
    const before = stack.pids['postgres'];
    stack.kill('postgres', 'SIGKILL');
    await until(() => stack.pids['postgres'] !== before && stack.pids['postgres'] !== undefined);
    const found = await withClient(stack.databases.intake, (client) => client.query('select value from kept'));
    expect(found.rows).toEqual([{ value: 1 }]);
  });

  test('a second launcher on the same folder is sent away', async () => {
    await expect(startStack({ root, out: () => undefined })).rejects.toThrow('Tongxiu already runs on');
  });

  test('every demo account has a secret of its own', () => {
    const clients = JSON.parse(readFileSync(join(root, '.tongxiu/clients.json'), 'utf8')) as Client[];
    expect(new Set(clients.map(({ secret }) => secret)).size).toBe(clients.length);
    expect(clients).toEqual(stack.clients);
  });
});

describe('a stack that cannot come up', () => {
  const root = standInRoot();
  afterAll(() => rmSync(root, { recursive: true }));
  const start = (env: Record<string, string>, more = {}): Promise<RunningStack> =>
    startStack({ root, ports: 'free', env: { publicity: env }, out: () => undefined, ...more });

  test('gives the sentence of a service that refuses its configuration', async () => {
    await expect(start({ STAND_IN: 'bad-configuration' })).rejects.toThrow('The stand-in cannot start. FOO is required.');
  });

  test('gives the last log lines of a service that never gets ready', async () => {
    const slow = start({ STAND_IN: 'never-ready' }, { readyLimitMs: 1_000 });
    await expect(slow).rejects.toThrow(
      /publicity 1 秒内未就绪，.*\npublicity was not ready within 1 s[\s\S]*still waiting for the calendar/u,
    );
  });

  test('can be interrupted half way', async () => {
    const interrupt = new AbortController();
    const starting = start({ STAND_IN: 'never-ready' }, { signal: interrupt.signal });
    interrupt.abort(new Error('not today'));
    await expect(starting).rejects.toThrow('not today');
  });
});

describe('what another program took', () => {
  const root = standInRoot();
  let other: Server;
  afterAll(() => {
    other.close();
    rmSync(root, { recursive: true });
  });

  test('a busy port is answered by another one, and said so', async () => {
    other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const lines: string[] = [];
    const { NodeProgram } = await import('./members/node-program.js');
    const program = new NodeProgram({
      name: 'review',
      title: { zh: '审核', en: 'Review' },
      node: process.execPath,
      entry: join(root, 'services/review/dist/src/main.js'),
      cwd: root,
      host: '127.0.0.1',
      preferredPort: port,
      logFile: join(root, 'logs/review.log'),
      env: (chosen) => ({ HOST: '127.0.0.1', PORT: String(chosen) }),
      log: (line) => lines.push(line),
    });
    const run = await program.launch(new AbortController().signal);
    expect(run.url).not.toBe(`http://127.0.0.1:${port}`);
    const [, taken] = /:(\d+)$/u.exec(run.url) ?? [];
    expect(lines).toEqual([`review: 端口 ${port} 已被占用，改用 ${taken} · port ${port} is in use, taking ${taken}`]);
    await run.stop(5_000);
  });
});
