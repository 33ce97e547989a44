import { createReadStream } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import {
  CreateBucketCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { BadEnvironment } from '@tongxiu/hosting';
import { MaterialStore, StoreUnavailable, type WrittenFile } from '../../app/store-material.js';
import type { BucketSettings } from '../../material-bucket.config.js';
import { IncomingFiles, type IncomingFile } from '../files/incoming-files.js';
import { failureOf, mayPass } from './bucket-failure.js';

const attemptsMax = 4;
const pauseMs = 100;

/**
 * A bucket whose objects have the names the files of the folder have, so that the one can be copied into the other.
 *
 * A file lies on the disk until it is whole and its hash is known, and is then put in one request: S3 shows an object when all of it
 * has arrived and has that hash, or never. Nothing is assembled in the bucket, so a crash leaves nothing there to be cleared away.
 */
export class MaterialBucket extends MaterialStore {
  private readonly incoming: IncomingFiles;
  private readonly client: S3Client;
  private found = false;

  constructor(
    folder: string,
    private readonly settings: BucketSettings,
  ) {
    super();
    this.incoming = new IncomingFiles(folder);
    const { endpoint, region, pathStyle, accessKeyId, secretAccessKey } = settings;
    this.client = new S3Client({
      endpoint,
      region,
      forcePathStyle: pathStyle,
      credentials: { accessKeyId, secretAccessKey },
      // Left alone the client adds trailing checksums that many compatible servers do not know; ours is the SHA-256.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      // A file is small: asking whether it may be sent takes as long as sending it, and not every server answers.
      expectContinueHeader: false,
      requestHandler: { connectionTimeout: 3000, socketTimeout: 15_000 },
      // It would write a line of its own to the console for each failure that is handled here.
      logger: { trace: ignore, debug: ignore, info: ignore, warn: ignore, error: ignore },
    });
  }

  /** A store that cannot be heard may come later: readiness waits for it, and nothing else of the service has to. */
  async prepare(): Promise<void> {
    await this.incoming.prepare();
    try {
      await this.find();
    } catch (cause) {
      if (!mayPass(cause)) throw new BadEnvironment([this.mistake(cause)]);
    }
  }

  async notReady(): Promise<string | undefined> {
    if (this.found) return undefined;
    try {
      await this.find();
      return undefined;
    } catch (cause) {
      if (!mayPass(cause)) return Object.values(this.mistake(cause)).join(' ');
      return `the store of materials at ${this.settings.endpoint} does not answer (${failureOf(cause).said})`;
    }
  }

  write(content: AsyncIterable<Uint8Array>, bytesMax: number): Promise<WrittenFile> {
    return this.incoming.write(content, bytesMax, (file) => this.keep(file));
  }

  async read(sha256: string): Promise<AsyncIterable<Uint8Array>> {
    try {
      const { Body } = await this.client.send(new GetObjectCommand({ Bucket: this.settings.bucket, Key: keyOf(sha256) }));
      // In Node it is a stream; the type also names what a browser gets.
      return Body as AsyncIterable<Uint8Array>;
    } catch (cause) {
      throw asUnavailable(cause);
    }
  }

  /** The client does not send a stream twice; a file can be opened again. */
  private async keep(file: IncomingFile): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        if (!(await this.has(file.sha256))) await this.put(file);
        return;
      } catch (cause) {
        if (failureOf(cause).status === 412) return;
        if (attempt === attemptsMax || !mayPass(cause)) throw asUnavailable(cause);
        await pause(pauseMs * 2 ** attempt);
      }
    }
  }

  private async has(sha256: string): Promise<boolean> {
    try {
      await this.client.send(new HeadObjectCommand({ Bucket: this.settings.bucket, Key: keyOf(sha256) }));
      return true;
    } catch (cause) {
      if (failureOf(cause).status === 404) return false;
      throw cause;
    }
  }

  /** Never over another: 412 says that somebody was quicker with the same content. The server compares what arrives with the hash. */
  private async put({ path, sha256, bytes }: IncomingFile): Promise<void> {
    const Body = createReadStream(path);
    try {
      const name = { Bucket: this.settings.bucket, Key: keyOf(sha256), IfNoneMatch: '*' };
      const ChecksumSHA256 = Buffer.from(sha256, 'hex').toString('base64');
      await this.client.send(new PutObjectCommand({ ...name, Body, ContentLength: bytes, ChecksumSHA256 }));
    } finally {
      Body.destroy();
    }
  }

  private async find(): Promise<void> {
    const { bucket: Bucket, create } = this.settings;
    try {
      await this.client.send(new HeadBucketCommand({ Bucket }));
    } catch (cause) {
      if (!create || failureOf(cause).status !== 404) throw cause;
      await this.create();
    }
    this.found = true;
  }

  /** Several instances may start at once. */
  private async create(): Promise<void> {
    try {
      await this.client.send(new CreateBucketCommand({ Bucket: this.settings.bucket }));
    } catch (cause) {
      if (failureOf(cause).said !== 'BucketAlreadyOwnedByYou') throw cause;
    }
  }

  private mistake(cause: unknown): { readonly name: string; readonly why: string } {
    const { bucket, endpoint } = this.settings;
    const { status, said } = failureOf(cause);
    if (status === 404) {
      return { name: 'S3_BUCKET', why: `names ${bucket}, which does not exist at ${endpoint}: create it, or set S3_CREATE_BUCKET to on` };
    }
    if (status === 401 || status === 403) {
      return {
        name: 'S3_ACCESS_KEY_ID',
        why: `or S3_SECRET_ACCESS_KEY is not right: ${endpoint} refuses them for the bucket ${bucket} (${said})`,
      };
    }
    return { name: 'S3_BUCKET', why: `cannot be used: ${endpoint} answers ${status} ${said} for ${bucket}` };
  }
}

const ignore = (): void => undefined;

const keyOf = (sha256: string): string => `${sha256.slice(0, 2)}/${sha256}`;

const asUnavailable = (cause: unknown): unknown =>
  mayPass(cause) ? new StoreUnavailable(`the store of materials did not answer: ${failureOf(cause).said}`, { cause }) : cause;
