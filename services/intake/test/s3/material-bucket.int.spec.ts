import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { testS3 } from '@tongxiu/testkit';
import { MaterialBucket } from '../../src/adapters/s3/material-bucket.js';
import { StoreUnavailable } from '../../src/app/store-material.js';
import type { BucketSettings } from '../../src/material-bucket.config.js';
import { describeMaterialStore } from '../material-store.conformance.js';
import { TornLine } from './torn-line.js';

const s3 = await testS3();

if ('missing' in s3) {
  describe.skip(`materials in a bucket (not run: ${s3.missing})`, () => {
    test.todo('the conformance suite of the store');
    test.todo('what only a bucket can do wrong');
  });
} else {
  const { endpoint, accessKeyId, secretAccessKey } = s3;
  const settings: BucketSettings = {
    endpoint,
    bucket: `materials-${process.pid}-${Date.now()}`,
    region: 'us-east-1',
    accessKeyId,
    secretAccessKey,
    pathStyle: true,
    create: true,
  };
  const { bucket: Bucket } = settings;
  const folder = await mkdtemp(join(tmpdir(), 'intake-bucket-'));
  const client = new S3Client({ endpoint, region: 'us-east-1', forcePathStyle: true, credentials: { accessKeyId, secretAccessKey } });
  const kept = async (): Promise<string[]> =>
    ((await client.send(new ListObjectsV2Command({ Bucket }))).Contents ?? []).map(({ Key = '' }) => Key).sort();
  const incoming = (): Promise<string[]> => readdir(join(folder, 'incoming'));
  const once = async function* (text: string): AsyncGenerator<Uint8Array> {
    yield Buffer.from(text);
  };

  afterAll(async () => {
    client.destroy();
    await s3.stop();
    await rm(folder, { recursive: true, force: true });
  }, 30_000);

  describeMaterialStore(s3.version, async () => ({ store: new MaterialBucket(folder, settings), kept, incoming }));

  describe('what only a bucket can do wrong', () => {
    const wrong = (change: Partial<BucketSettings>): MaterialBucket => new MaterialBucket(folder, { ...settings, ...change });
    let store: MaterialBucket;
    beforeAll(async () => {
      store = wrong({});
      await store.prepare();
    });

    test('an object that is there is never written over', async () => {
      const file = await store.write(once('the first'), 100);
      await client.send(new PutObjectCommand({ Bucket, Key: `${file.sha256.slice(0, 2)}/${file.sha256}`, Body: 'somebody else' }));
      await file.keep();
      await file.drop();
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: `${file.sha256.slice(0, 2)}/${file.sha256}` }));
      expect(await Body?.transformToString()).toBe('somebody else');
    });

    test('a file that has changed on the disk since it was hashed is refused by the store, and nothing shows', async () => {
      const before = await kept();
      const file = await store.write(once('as it came'), 100);
      const [name = ''] = await incoming();
      await writeFile(join(folder, 'incoming', name), 'as it went');
      await expect(file.keep()).rejects.toThrow();
      await file.drop();
      expect(await kept()).toEqual(before);
    });

    test('a bucket that is missing ends the start with a sentence, unless it may be made', async () => {
      const missing = wrong({ bucket: `${Bucket}-missing`, create: false });
      await expect(missing.prepare()).rejects.toThrow(`S3_BUCKET names ${Bucket}-missing, which does not exist at ${endpoint}`);
      expect(await missing.notReady()).toContain('S3_CREATE_BUCKET');
      const made = wrong({ bucket: `${Bucket}-made` });
      await Promise.all([made.prepare(), wrong({ bucket: `${Bucket}-made` }).prepare()]);
      expect(await made.notReady()).toBeUndefined();
    });

    test('a wrong secret ends the start with a sentence that does not repeat it', async () => {
      const start = wrong({ secretAccessKey: 'not-the-secret' }).prepare();
      await expect(start).rejects.toThrow(/^S3_ACCESS_KEY_ID or S3_SECRET_ACCESS_KEY is not right/u);
      await expect(start).rejects.not.toThrow(/not-the-secret/u);
    });

    test('a store that cannot be heard does not end the start; readiness names it and uploads are asked to wait', async () => {
      const silent = wrong({ endpoint: 'http://127.0.0.1:1' });
      await silent.prepare();
      expect(await silent.notReady()).toMatch(/^the store of materials at http:\/\/127\.0\.0\.1:1 does not answer \(.*ECONNREFUSED/u);
      const file = await silent.write(once('too early'), 100);
      await expect(file.keep()).rejects.toThrow(StoreUnavailable);
      await expect(silent.read(file.sha256)).rejects.toThrow(StoreUnavailable);
      await file.drop();
      expect(await incoming()).toEqual([]);
    });

    test('an upload that is torn half-way is sent again, whole, and nothing showed in between', async () => {
      const before = await kept();
      let shown: Promise<string[]> | undefined;
      const line = await TornLine.to(endpoint, () => void (shown = kept()));
      const file = await wrong({ endpoint: line.endpoint }).write(once('x'.repeat(500_000)), 1_000_000);
      await file.keep();
      await file.drop();
      await line.close();
      expect(await shown).toEqual(before);
      expect(await kept()).toEqual([...before, `${file.sha256.slice(0, 2)}/${file.sha256}`].sort());
    });
  });
}
