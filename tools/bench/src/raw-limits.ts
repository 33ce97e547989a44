import { createHash, createHmac, randomUUID } from 'node:crypto';
import { signatureHeaders, sitePaths, type SiteChange, type WorkingKey } from '@tongxiu/contracts';
import pg from 'pg';
import type { RunningStack } from '@tongxiu/stack';
import { Client } from 'undici';
import { spareSite } from './spare-site.js';

export interface RawLimits {
  readonly signedPostPerSecond: number;
  readonly unnestRowsPerSecond: number;
}

/** What this machine does without us, in the same run. */
export async function measureRawLimits(stack: RunningStack): Promise<RawLimits> {
  const seconds = 5;
  const site = await spareSite();
  const signedPostPerSecond = await signedPostsPerSecond(site, seconds).finally(() => site.stop());
  return { signedPostPerSecond, unnestRowsPerSecond: await unnestRowsPerSecond(stack.databases.sync, seconds) };
}

/** One change in one signed POST, over a few open connections. */
async function signedPostsPerSecond(site: { url: string; clientId: string; secret: string }, seconds: number): Promise<number> {
  const connections = 8;
  const clients = Array.from({ length: connections }, () => new Client(site.url));
  const key = await workingKey(clients[0] as Client, site);
  const endsAt = performance.now() + seconds * 1000;
  let done = 0;
  await Promise.all(
    clients.map(async (client) => {
      while (performance.now() < endsAt) {
        const body = JSON.stringify({ batchId: randomUUID(), changes: [withdrawalOf(done++)] });
        const { statusCode, body: answer } = await signedPost(
          client,
          sitePaths.publications,
          body,
          key.keyId,
          Buffer.from(key.secret, 'base64'),
        );
        await answer.dump();
        if (statusCode !== 200) throw new Error(`the sandbox site answered ${statusCode} to a bare POST`);
      }
      await client.close();
    }),
  );
  return Math.round(done / seconds);
}

const withdrawalOf = (serial: number): SiteChange => ({
  recordKey: `penalty:111501000000000000:bench-${serial}`,
  version: 1,
  state: 'withdrawn',
  kind: 'penalty',
  creditCode: '91150100MADE00015W',
  effects: ['terminatePublicity'],
});

async function workingKey(client: Client, { clientId, secret }: { clientId: string; secret: string }): Promise<WorkingKey> {
  const { body, statusCode } = await signedPost(client, sitePaths.workingKey, '{}', clientId, secret);
  if (statusCode !== 200) throw new Error(`the sandbox site gave no working key: ${statusCode}`);
  return (await body.json()) as WorkingKey;
}

function signedPost(client: Client, path: string, body: string, keyId: string, secret: string | Buffer): ReturnType<Client['request']> {
  const timestamp = String(Date.now());
  const digest = createHash('sha256').update(body).digest('hex');
  const signature = createHmac('sha256', secret).update(`POST\n${path}\n${timestamp}\n${digest}`).digest('base64');
  const { keyId: id, timestamp: at, signature: sign } = signatureHeaders;
  return client.request({
    method: 'POST',
    path,
    body,
    headers: { 'content-type': 'application/json', [id]: keyId, [at]: timestamp, [sign]: signature },
  });
}

/** Outbox-like rows of half a kilobyte, a thousand to a statement, each statement its own transaction. */
async function unnestRowsPerSecond(databaseUrl: string, seconds: number): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('create table if not exists bench_rows (id bigint generated always as identity primary key, key text, value text)');
    const keys = Array.from({ length: 1000 }, () => randomUUID());
    const values = keys.map(() => 'x'.repeat(500));
    const startedAt = performance.now();
    let rows = 0;
    while (performance.now() - startedAt < seconds * 1000) {
      await client.query('insert into bench_rows (key, value) select * from unnest($1::text[], $2::text[])', [keys, values]);
      rows += keys.length;
    }
    return Math.round(rows / ((performance.now() - startedAt) / 1000));
  } finally {
    await client.query('drop table if exists bench_rows');
    await client.end();
  }
}
