import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { SiteId } from './index.js';
import { changeOf, keyOf, secret, SiteClient } from './site-under-test.js';

const programs = resolve('sandbox/sites/dist/src');
const siteIds: readonly SiteId[] = ['credit-china', 'publicity-system', 'regional-platform', 'credit-hohhot'];
let dataDir: string;
let children: ChildProcess[];

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'run-site-'));
  children = [];
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(dataDir, { recursive: true });
});

function run(site: SiteId, env: Readonly<Record<string, string>>): { child: ChildProcess; said: () => string } {
  const child = fork(join(programs, `${site}.js`), { env: { DATA_DIR: dataDir, PORT: '0', ...env }, silent: true });
  children.push(child);
  let text = '';
  child.stdout?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return { child, said: () => text };
}

test.each(siteIds)('%s runs by itself: one line, its address to the launcher, and an end on SIGTERM', async (site) => {
  const { child, said } = run(site, { SITE_SECRET: secret });
  const [{ ready, url }] = (await once(child, 'message')) as [{ ready: boolean; url: string }];
  expect(ready).toBe(true);
  expect(await (await fetch(`${url}/health`)).json()).toEqual({ status: 'ok', site });
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
  expect(said().trim().split('\n')).toHaveLength(1);
  expect(said()).toContain(url);
});

test('without a secret it refuses to start, in one sentence', async () => {
  const { child, said } = run('credit-china', {});
  expect(await once(child, 'exit')).toEqual([2, null]);
  expect(said()).toBe('credit-china cannot start: SITE_SECRET or SITE_SECRET_FILE must give a secret of at least 16 characters\n');
});

test('a port in use is said in one sentence', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as { port: number };
  const { child, said } = run('credit-china', { SITE_SECRET: secret, PORT: String(port) });
  expect(await once(child, 'exit')).toEqual([3, null]);
  expect(said()).toBe(`credit-china cannot start: port ${port} of 127.0.0.1 is in use; set PORT to a free one\n`);
  other.close();
});

test('when the launcher is gone the site ends by itself', async () => {
  const { child } = run('credit-china', { SITE_SECRET: secret });
  await once(child, 'message');
  child.disconnect();
  expect(await once(child, 'exit')).toEqual([0, null]);
});

test('what was answered is still there after a kill, and the numbering goes on', async () => {
  const started = async (): Promise<{ child: ChildProcess; client: SiteClient }> => {
    const { child } = run('credit-china', { SITE_SECRET: secret });
    const [{ url }] = (await once(child, 'message')) as [{ url: string }];
    return { child, client: new SiteClient(() => url) };
  };
  const first = await started();
  const receipts = await first.client.publish(changeOf('1', 1), changeOf('2', 1), changeOf('2', 2, 'removed'));
  first.child.kill('SIGKILL');
  await once(first.child, 'exit');
  const { client } = await started();
  expect(await client.status(keyOf('1'), keyOf('2'))).toMatchObject([
    { version: 1, receiptNo: receipts[0]?.receiptNo },
    { version: 2, receiptNo: receipts[2]?.receiptNo },
  ]);
  expect(await client.publish(changeOf('1', 1), changeOf('3', 1))).toMatchObject([
    { result: 'repeated', receiptNo: receipts[0]?.receiptNo },
    { result: 'applied' },
  ]);
  expect((await client.bulletin()).map(({ no }) => no)).toEqual([1, 2, 3, 4]);
});
