import type { IsoInstant, MaterialKind } from '@tongxiu/contracts';
import { materialBytesMax, materialTypeOf, mediaTypes } from '../domain/material-type.js';

/** A file that has been written, not yet kept under its name. `head` and `tail` are Latin-1 text of its first and last bytes. */
export interface WrittenFile {
  readonly sha256: string;
  readonly bytes: number;
  readonly head: string;
  readonly tail: string;
  readonly tooLarge: boolean;
  /** Makes it durable under its hash; the same content twice is one file. */
  keep(): Promise<void>;
  /** Leaves nothing behind; after `keep` it does nothing. */
  drop(): Promise<void>;
}

/** Where files lie: a folder, or a bucket of an object store. */
export abstract class MaterialStore {
  /** Before the first request. Throws where no restart would help. */
  abstract prepare(): Promise<void>;
  /** Why nothing could be kept so far, or nothing. Once ready it stays so: all instances would leave the service at once. */
  abstract notReady(): Promise<string | undefined>;
  /** Writes while it reads, with the hash computed on the way; stops at the limit. */
  abstract write(content: AsyncIterable<Uint8Array>, bytesMax: number): Promise<WrittenFile>;
  /** Throws before the first byte where there is no such file. */
  abstract read(sha256: string): Promise<AsyncIterable<Uint8Array>>;
}

/** The store does not answer, or asks for patience: the same can be tried again. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}

export interface MaterialEntry {
  readonly materialId: string;
  readonly creditCode: string;
  readonly kind: MaterialKind;
  readonly sha256: string;
  readonly bytes: number;
  readonly mediaType: string;
  readonly uploadedBy: string;
  readonly uploadedAt: IsoInstant;
}

export abstract class MaterialRegister {
  /** Gives the entry that is there already for the same content, company and kind. */
  abstract add(entry: MaterialEntry): Promise<MaterialEntry>;
  abstract get(materialId: string): Promise<MaterialEntry | undefined>;
}

export type StoredMaterial =
  | { readonly kind: 'stored'; readonly entry: MaterialEntry }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'unknown-type' };

export class StoreMaterial {
  constructor(
    private readonly store: MaterialStore,
    private readonly register: MaterialRegister,
  ) {}

  write(content: AsyncIterable<Uint8Array>): Promise<WrittenFile> {
    return this.store.write(content, materialBytesMax);
  }

  /** The file is kept before the entry is written, so an entry never points at nothing. */
  async keep(file: WrittenFile, entry: Omit<MaterialEntry, 'sha256' | 'bytes' | 'mediaType'>): Promise<StoredMaterial> {
    if (file.tooLarge) return { kind: 'too-large' };
    if (file.bytes === 0) return { kind: 'empty' };
    const type = materialTypeOf(file.head, file.tail);
    if (type === undefined) return { kind: 'unknown-type' };
    await file.keep();
    const { sha256, bytes } = file;
    return { kind: 'stored', entry: await this.register.add({ ...entry, sha256, bytes, mediaType: mediaTypes[type] }) };
  }
}
