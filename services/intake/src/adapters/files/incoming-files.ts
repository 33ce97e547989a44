import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { WrittenFile } from '../../app/store-material.js';
import { signBytes } from '../../domain/material-type.js';

const leftOverMs = 24 * 3_600_000;

/** What lies on the disk, complete, and is not a material yet. */
export interface IncomingFile {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** Where a file lies while it comes in, whatever keeps it afterwards: it is known by its hash before it is kept, never half. */
export class IncomingFiles {
  private readonly folder: string;

  constructor(folder: string) {
    this.folder = join(folder, 'incoming');
  }

  /** What a killed process left half written is cleared away, once it is too old to be another instance's. */
  async prepare(): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    for (const name of await readdir(this.folder)) {
      const { mtimeMs } = await stat(join(this.folder, name));
      if (Date.now() - mtimeMs > leftOverMs) await rm(join(this.folder, name), { force: true });
    }
  }

  async write(content: AsyncIterable<Uint8Array>, bytesMax: number, keep: (file: IncomingFile) => Promise<void>): Promise<WrittenFile> {
    const path = join(this.folder, randomUUID());
    const file = await open(path, 'wx', 0o600);
    const hash = createHash('sha256');
    let bytes = 0;
    let head = Buffer.alloc(0);
    let tail = Buffer.alloc(0);
    try {
      for await (const chunk of content) {
        bytes += chunk.length;
        // The rest is read and thrown away, so that the sender hears the refusal instead of a broken connection.
        if (bytes > bytesMax) continue;
        hash.update(chunk);
        if (head.length < signBytes) head = Buffer.concat([head, chunk]).subarray(0, signBytes);
        tail = Buffer.concat([tail, chunk.subarray(-signBytes)]).subarray(-signBytes);
        await file.writeFile(chunk);
      }
      await file.sync();
    } catch (cause) {
      await rm(path, { force: true });
      throw cause;
    } finally {
      await file.close();
    }
    const sha256 = hash.digest('hex');
    return {
      sha256,
      bytes,
      head: head.toString('latin1'),
      tail: tail.toString('latin1'),
      tooLarge: bytes > bytesMax,
      keep: () => keep({ path, sha256, bytes }),
      drop: () => rm(path, { force: true }),
    };
  }
}
