import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { platformOfStack, reportOf, runMainJob, type DemoReport, type MainJob, type Platform } from '@tongxiu/demo';
import { startStack, type RunningStack } from '@tongxiu/stack';
import { testS3 } from '@tongxiu/testkit';
import { quietly } from './open-platform.js';

const s3 = await testS3();
const sentence = 'the main job with its materials in a bucket';

if ('missing' in s3) {
  describe.skip(`${sentence} (not run: ${s3.missing})`, () => {
    test.todo('every application has its materials in the bucket, and nothing stays on the disk of intake');
  });
} else {
  const { endpoint, accessKeyId, secretAccessKey } = s3;
  const Bucket = `story-${process.pid}-${Date.now()}`;
  const client = new S3Client({ endpoint, region: 'us-east-1', forcePathStyle: true, credentials: { accessKeyId, secretAccessKey } });

  describe(`${sentence}: ${s3.version}`, () => {
    let dataDir: string;
    let stack: RunningStack;
    let platform: Platform;
    let job: MainJob;
    let report: DemoReport;

    const as = async (role: 'portal' | 'operator') => ({ authorization: `Bearer ${await platform.token(role)}` });
    const keys = async (): Promise<string[]> =>
      ((await client.send(new ListObjectsV2Command({ Bucket }))).Contents ?? []).map(({ Key = '' }) => Key);

    beforeAll(async () => {
      dataDir = await mkdtemp(join(tmpdir(), 'tongxiu-story-'));
      const keys = { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey };
      const env = { intake: { S3_ENDPOINT: endpoint, S3_BUCKET: Bucket, S3_CREATE_BUCKET: 'on', ...keys } };
      stack = await startStack({ dataDir, fresh: true, ports: 'free', env, out: () => undefined });
      platform = platformOfStack(stack);
      job = await runMainJob(platform, 200, quietly);
      report = await reportOf(platform, job, 'embedded');
    }, 120_000);
    afterAll(async () => {
      await stack.stop();
      await rm(dataDir, { recursive: true, force: true });
      client.destroy();
      await s3.stop();
    }, 60_000);

    test('every site shows what it should', () => {
      for (const { expected, shown } of report.sites) expect(shown).toBe(expected);
      expect([job.cases.length > 0, report.lost, report.doubled]).toEqual([true, 0, 0]);
    });

    test('every object is what its name says, and nothing stays on the disk of intake', async () => {
      // Three for each company.
      const companies = new Set(job.cases.map(({ record }) => record.company.creditCode));
      expect(await keys()).toHaveLength(3 * companies.size);
      for (const Key of await keys()) {
        const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
        const sha256 = createHash('sha256')
          .update(await Body!.transformToByteArray())
          .digest('hex');
        expect(Key).toBe(`${sha256.slice(0, 2)}/${sha256}`);
      }
      const onDisk = await readdir(join(dataDir, 'materials'), { recursive: true });
      expect(onDisk.filter((name) => /[0-9a-f]{64}$/u.test(name) || name.startsWith('incoming/'))).toEqual([]);
    });

    test('what a company hands in is read again by who decides, out of the bucket', async () => {
      const { intake } = platform.urls;
      const text = `%PDF-1.4\n% ${Bucket}\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n`;
      const form = new FormData();
      form.set('creditCode', job.cases[0]!.record.company.creditCode);
      form.set('kind', 'performanceProof');
      form.set('file', new Blob([text], { type: 'application/pdf' }), 'proof.pdf');
      const upload = await fetch(`${intake}/materials`, { method: 'POST', headers: await as('portal'), body: form });
      const { materialId, sha256 } = (await upload.json()) as { materialId: string; sha256: string };
      expect(await keys()).toContain(`${sha256.slice(0, 2)}/${sha256}`);
      const read = await fetch(`${intake}/materials/${materialId}`, { headers: await as('operator') });
      expect([read.status, await read.text()]).toEqual([200, text]);
    });
  });
}
