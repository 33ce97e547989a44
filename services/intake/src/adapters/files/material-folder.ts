import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { MaterialStore, type WrittenFile } from '../../app/store-material.js';
import { signBytes } from '../../domain/material-type.js';

const leftOverMs = 24 * 3_600_000;

/** A folder whose files are named by their SHA-256. What is being written lies apart and never has such a name. */
export class MaterialFolder extends MaterialStore {
  constructor(private readonly folder: string) {
    super();
  }

  /** What a killed process left half written is cleared away, once it is too old to be another instance's. */
  async prepare(): Promise<void> {
    const incoming = join(this.folder, 'incoming');
    await mkdir(incoming, { recursive: true, mode: 0o700 });
    for (const name of await readdir(incoming)) {
      const { mtimeMs } = await stat(join(incoming, name));
      if (Date.now() - mtimeMs > leftOverMs) await rm(join(incoming, name), { force: true });
    }
  }

  async write(content: AsyncIterable<Uint8Array>, bytesMax: number): Promise<WrittenFile> {
    const incoming = join(this.folder, 'incoming', randomUUID());
    const file = await open(incoming, 'wx', 0o600);
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
      await rm(incoming, { force: true });
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
      keep: () => this.keep(incoming, sha256),
      drop: () => rm(incoming, { force: true }),
    };
  }

  read(sha256: string): AsyncIterable<Uint8Array> {
    return createReadStream(this.pathOf(sha256));
  }

  private async keep(incoming: string, sha256: string): Promise<void> {
    const path = this.pathOf(sha256);
    if (
      await access(path).then(
        () => true,
        () => false,
      )
    )
      return;
    await mkdir(join(this.folder, sha256.slice(0, 2)), { recursive: true, mode: 0o700 });
    await rename(incoming, path);
  }

  private pathOf(sha256: string): string {
    return join(this.folder, sha256.slice(0, 2), sha256);
  }
}
