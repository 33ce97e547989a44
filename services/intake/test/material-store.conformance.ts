import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { MaterialStore } from '../src/app/store-material.js';

/** A store over some place, and what that place shows under the names of materials. */
export interface StoreUnderTest {
  readonly store: MaterialStore;
  readonly kept: () => Promise<readonly string[]>;
  /** What lies aside while it comes in. */
  readonly incoming: () => Promise<readonly string[]>;
}

const bytesMax = 8 * 1024 * 1024;
const sha256Of = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** Differs everywhere, so that pieces in the wrong order or place do not go unseen. */
function content(seed: number, bytes: number): Buffer {
  const made = Buffer.alloc(bytes);
  let state = seed >>> 0 || 1;
  for (let at = 0; at < bytes; at++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    made[at] = state >>> 24;
  }
  return made;
}

async function* inPieces(whole: Uint8Array, bytes = 60_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < whole.length; at += bytes) yield whole.subarray(at, at + bytes);
}

async function textOf(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const found: Uint8Array[] = [];
  for await (const chunk of chunks) found.push(chunk);
  return Buffer.concat(found);
}

/** What every store promises. `open` may be asked more than once and gives the same place, as to a second instance. */
export function describeMaterialStore(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`materials in ${name}`, () => {
    let place: StoreUnderTest;
    let store: MaterialStore;

    beforeAll(async () => {
      place = await open();
      store = place.store;
      await store.prepare();
    });

    const keep = async (whole: Uint8Array, by = store): Promise<string> => {
      const file = await by.write(inPieces(whole), bytesMax);
      await file.keep();
      await file.drop();
      return file.sha256;
    };

    test('is ready', async () => {
      expect(await store.notReady()).toBeUndefined();
    });

    test('what is kept is read again byte by byte, under its hash', async () => {
      const whole = content(1, 150_001);
      const file = await store.write(inPieces(whole), bytesMax);
      expect(file).toMatchObject({ sha256: sha256Of(whole), bytes: whole.length, tooLarge: false });
      expect(file.head).toBe(whole.subarray(0, file.head.length).toString('latin1'));
      expect(file.tail).toBe(whole.subarray(-file.tail.length).toString('latin1'));
      await file.keep();
      await file.drop();
      expect((await textOf(await store.read(file.sha256))).equals(whole)).toBe(true);
      expect(await place.kept()).toContain(`${file.sha256.slice(0, 2)}/${file.sha256}`);
    });

    test('a file of one byte, and one as large as may be', async () => {
      for (const whole of [content(2, 1), content(3, bytesMax)]) {
        expect((await textOf(await store.read(await keep(whole)))).equals(whole)).toBe(true);
      }
    });

    test('what is not there is an error before the first byte', async () => {
      await expect(store.read(sha256Of(Buffer.from('never kept')))).rejects.toThrow();
    });

    test('a file larger than allowed is read to its end, said to be so, and leaves nothing', async () => {
      const before = await place.kept();
      const file = await store.write(inPieces(content(4, bytesMax + 1)), bytesMax);
      expect(file).toMatchObject({ tooLarge: true, bytes: bytesMax + 1 });
      await file.drop();
      expect([await place.kept(), await place.incoming()]).toEqual([before, []]);
    });

    test('what is dropped before it was kept leaves nothing', async () => {
      const before = await place.kept();
      const file = await store.write(inPieces(content(5, 1000)), bytesMax);
      expect(await place.kept()).toEqual(before);
      await file.drop();
      await file.drop();
      expect([await place.kept(), await place.incoming()]).toEqual([before, []]);
    });

    test('a sender that breaks off leaves nothing', async () => {
      const before = await place.kept();
      async function* brokenOff(): AsyncGenerator<Uint8Array> {
        yield content(6, 100_000);
        throw new Error('the connection is gone');
      }
      await expect(store.write(brokenOff(), bytesMax)).rejects.toThrow('the connection is gone');
      expect([await place.kept(), await place.incoming()]).toEqual([before, []]);
    });

    test('the same content twice is one file, and dropping the second takes nothing from the first', async () => {
      const whole = content(7, 5000);
      const sha256 = await keep(whole);
      const before = await place.kept();
      expect(await keep(whole)).toBe(sha256);
      expect([await place.kept(), await place.incoming()]).toEqual([before, []]);
      expect((await textOf(await store.read(sha256))).equals(whole)).toBe(true);
    });

    test('several instances keep the same and other content at once; every file is whole', async () => {
      const other = (await open()).store;
      await other.prepare();
      const wholes = [8, 9, 10, 11].map((seed) => content(seed, 300_000));
      const kept = await Promise.all([...wholes, ...wholes, ...wholes].map((whole, at) => keep(whole, at % 2 === 0 ? store : other)));
      expect(new Set(kept)).toEqual(new Set(wholes.map(sha256Of)));
      for (const whole of wholes) expect((await textOf(await other.read(sha256Of(whole)))).equals(whole)).toBe(true);
      expect(await place.incoming()).toEqual([]);
    });

    test('while a file is read it can be kept again', async () => {
      const whole = content(12, 400_000);
      const sha256 = await keep(whole);
      const reading = await store.read(sha256);
      await keep(whole);
      expect((await textOf(reading)).equals(whole)).toBe(true);
    });
  });
}
