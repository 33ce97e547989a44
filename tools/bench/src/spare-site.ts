import { randomBytes } from 'node:crypto';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '@tongxiu/stack';

export interface SpareSite {
  readonly url: string;
  readonly clientId: string;
  readonly secret: string;
  stop(): Promise<void>;
}

/** A sandbox site of its own for the raw limit, so that the four being measured keep a clean bulletin. */
export async function spareSite(): Promise<SpareSite> {
  const folder = await mkdtemp(join(tmpdir(), 'tongxiu-bench-'));
  const secret = randomBytes(24).toString('base64url');
  const env = {
    ...process.env,
    HOST: '127.0.0.1',
    PORT: '0',
    DATA_DIR: folder,
    SITE_SECRET: secret,
    SITE_CLIENT_ID: 'tongxiu',
    NODE_ENV: 'production',
  };
  const entry = join(repositoryRoot(), 'sandbox/sites/dist/src/credit-china.js');
  const site = spawn(process.execPath, [entry], { env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const exited = new Promise<void>((resolve) => site.once('exit', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    site.once('message', (message) => resolve((message as { url: string }).url));
    site.once('exit', (code) => reject(new Error(`the spare site ended with ${code}`)));
  });
  const stop = async (): Promise<void> => {
    site.kill('SIGTERM');
    await exited;
    await rm(folder, { recursive: true, force: true });
  };
  return { url, clientId: 'tongxiu', secret, stop };
}
