import { access, mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { MaterialStore, type WrittenFile } from '../../app/store-material.js';
import { IncomingFiles, type IncomingFile } from './incoming-files.js';

/** A folder whose files are named by their SHA-256. What is being written lies apart and never has such a name. */
export class MaterialFolder extends MaterialStore {
  private readonly incoming: IncomingFiles;

  constructor(private readonly folder: string) {
    super();
    this.incoming = new IncomingFiles(folder);
  }

  prepare(): Promise<void> {
    return this.incoming.prepare();
  }

  async notReady(): Promise<undefined> {
    return undefined;
  }

  write(content: AsyncIterable<Uint8Array>, bytesMax: number): Promise<WrittenFile> {
    return this.incoming.write(content, bytesMax, (file) => this.keep(file));
  }

  async read(sha256: string): Promise<AsyncIterable<Uint8Array>> {
    const file = await open(this.pathOf(sha256));
    return file.createReadStream();
  }

  private async keep({ path, sha256 }: IncomingFile): Promise<void> {
    const kept = this.pathOf(sha256);
    if (
      await access(kept).then(
        () => true,
        () => false,
      )
    )
      return;
    await mkdir(join(this.folder, sha256.slice(0, 2)), { recursive: true, mode: 0o700 });
    await rename(path, kept);
  }

  private pathOf(sha256: string): string {
    return join(this.folder, sha256.slice(0, 2), sha256);
  }
}
