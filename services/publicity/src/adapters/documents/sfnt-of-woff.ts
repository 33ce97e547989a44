import { inflateSync } from 'node:zlib';

/**
 * A WOFF font as the TrueType font it is made of. The PDF library reads WOFF itself, but unpacks the table of all glyphs anew for
 * each glyph it looks at: minutes a page with a Chinese font, against a quarter of a second once here.
 */
export function sfntOfWoff(woff: Buffer): Buffer {
  if (woff.toString('latin1', 0, 4) !== 'wOFF') throw new Error('not a WOFF font');
  const count = woff.readUInt16BE(12);
  const header = Buffer.alloc(12 + 16 * count);
  woff.copy(header, 0, 4, 8);
  header.writeUInt16BE(count, 4);
  const parts: Buffer[] = [header];
  let place = header.length;
  for (let number = 0; number < count; number++) {
    const entry = 44 + 20 * number;
    const [offset, packed, length] = [woff.readUInt32BE(entry + 4), woff.readUInt32BE(entry + 8), woff.readUInt32BE(entry + 12)];
    const stored = woff.subarray(offset, offset + packed);
    const table = packed === length ? stored : inflateSync(stored);
    const line = 12 + 16 * number;
    woff.copy(header, line, entry, entry + 4);
    header.writeUInt32BE(woff.readUInt32BE(entry + 16), line + 4);
    header.writeUInt32BE(place, line + 8);
    header.writeUInt32BE(length, line + 12);
    const filling = Buffer.alloc((4 - (length % 4)) % 4);
    parts.push(table, filling);
    place += length + filling.length;
  }
  return Buffer.concat(parts);
}
