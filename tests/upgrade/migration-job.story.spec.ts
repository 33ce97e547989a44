import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { platformOfStack, reportOf, runMainJob } from '@tongxiu/demo';
import { startStack, type RunningStack } from '@tongxiu/stack';
import { forgetful, startEmbeddedPostgres, withClient, withDatabase, type EmbeddedPostgres } from '@tongxiu/stack/postgres';
import { busKeysEnv } from '@tongxiu/testkit';
import { quietly } from '../stories/open-platform.js';

const services = ['intake', 'review', 'publicity', 'sync'] as const;
const root = new URL('../../', import.meta.url);
const page = readFileSync(new URL('docs/operators/running.md', root), 'utf8');
const [, onServer = '', inDatabase = ''] = /```sql\n(.+?)\\connect \w+\n(.+?)```/su.exec(page) ?? [];

let folder: string;
let postgres: EmbeddedPostgres;
let stack: RunningStack | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tongxiu-owners-'));
  await chmod(folder, 0o755);
  postgres = await startEmbeddedPostgres({ folder: join(folder, 'postgres'), settings: forgetful, discard: true });
  for (const name of services) {
    await withClient(postgres.url(), async (client) => {
      for (const statement of onServer.replaceAll('intake', name).split(';\n').filter(Boolean)) await client.query(statement);
    });
    await withClient(databaseOf(name), (client) => client.query(inDatabase.replaceAll('intake', name)));
  }
}, 60_000);
afterAll(async () => {
  await stack?.stop();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}, 60_000);

const databaseOf = (name: string): string => withDatabase(postgres.url(), `tongxiu_${name}`);

function urlOf(name: string, user: string): string {
  const url = new URL(databaseOf(name));
  [url.username, url.password] = [user, 'SECRET'];
  return url.toString();
}

interface Ended {
  readonly code: number | null;
  readonly said: string;
}

function run(name: string, args: readonly string[], env: Readonly<Record<string, string>>): Promise<Ended> {
  const program = spawn(process.execPath, [fileURLToPath(new URL(`services/${name}/dist/src/main.js`, root)), ...args], { env });
  let said = '';
  for (const stream of [program.stdout, program.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  return new Promise((resolve, reject) => program.on('error', reject).on('close', (code) => resolve({ code, said })));
}

test('an instance that may only look ends and says which migrations nobody has run', async () => {
  const ended = await run('review', [], {
    ...busKeysEnv,
    DATABASE_URL: urlOf('review', 'tongxiu_review'),
    BUS_DATABASE_URL: postgres.url(),
    ISSUER: 'https://id.example.cn',
    ISSUER_JWKS_URL: 'https://id.example.cn/keys',
    CREDIT_CHINA_ORGAN_CODE: '11150100MB00090052',
    MIGRATE_AT_START: 'off',
  });
  expect(ended).toEqual({ code: 1, said: expect.stringMatching(/^review cannot start: its database lacks \w+, .+--migrate-only/u) });
}, 30_000);

test.each(services)(
  'the Job of %s needs the database of its owner and nothing else, and may run again',
  async (name) => {
    for (const _ of ['first', 'again'])
      expect(await run(name, ['--migrate-only'], { DATABASE_URL: urlOf(name, `tongxiu_${name}_owner`) })).toEqual({
        code: 0,
        said: `${name}: the schema is up to date\n`,
      });
  },
  60_000,
);

test('the accounts of the page do the whole main job', async () => {
  const env = Object.fromEntries(
    services.map((name) => [name, { DATABASE_URL: urlOf(name, `tongxiu_${name}`), MIGRATE_AT_START: 'off' }] as const),
  );
  stack = await startStack({ dataDir: join(folder, 'data'), databaseUrl: postgres.url(), env, ports: 'free', out: () => undefined });
  const platform = platformOfStack(stack);
  const { lost, doubled, outOfOrder, late, phantom } = await reportOf(platform, await runMainJob(platform, 60, quietly), 'embedded');
  expect({ lost, doubled, outOfOrder, late, phantom }).toEqual({ lost: 0, doubled: 0, outOfOrder: 0, late: 0, phantom: 0 });
}, 120_000);

test.each([
  ['add a table', 'create table more ()'],
  ['widen one', 'alter table outbox add column more text'],
  ['empty one', 'truncate outbox'],
] as const)('and may not %s', async (_what, statement) => {
  await withClient(urlOf('sync', 'tongxiu_sync'), (client) =>
    expect(client.query(statement)).rejects.toThrow(/permission denied|must be owner/u),
  );
});
