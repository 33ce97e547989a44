import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import PDFDocument from 'pdfkit';
import type { NoticeFile } from '../../app/notices.js';
import type { Notice } from '../../domain/notice/notice.js';
import { sfntOfWoff } from './sfnt-of-woff.js';

/** 霞鹜文楷 (SIL OFL): a Kai face with the whole basic plane of Chinese characters, so that rare names are not left blank. */
const fontFile = '@fontsource/lxgw-wenkai/files/lxgw-wenkai-latin-500-normal.woff';

let loaded: Promise<Buffer> | undefined;
const font = (): Promise<Buffer> => (loaded ??= readFile(fileURLToPath(import.meta.resolve(fontFile))).then(sfntOfWoff));

/** Characters of the notice the font cannot draw; a blank in an official document would be worse than no document. */
export class MissingGlyphs extends Error {
  constructor(readonly characters: readonly string[]) {
    super('the font lacks characters of the notice');
  }
}

const [titlePoints, textPoints, footPoints] = [18, 12, 9];

/** One page or more for each copy, A4. */
export async function noticePdf(notice: Notice): Promise<NoticeFile> {
  const document = new PDFDocument({
    size: 'A4',
    margins: { top: 72, bottom: 72, left: 80, right: 80 },
    autoFirstPage: false,
    bufferPages: true,
    info: { Title: notice.title },
  });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => document.on('end', resolve).on('error', reject));
  document.registerFont('notice', await font());
  document.font('notice');
  const missing = missingIn(document, notice);
  if (missing.length > 0) throw new MissingGlyphs(missing);
  for (const foot of notice.feet) {
    const from = document.bufferedPageRange().count;
    drawCopy(document, notice);
    drawFoot(document, foot, from);
  }
  document.end();
  await ended;
  return { mediaType: 'application/pdf', extension: 'pdf', bytes: Buffer.concat(chunks) };
}

function drawCopy(document: PDFKit.PDFDocument, { title, addressee, body, signature, date, remark }: Notice): void {
  document.addPage().font('notice');
  document.fontSize(titlePoints).text(title, { align: 'center' }).moveDown(1);
  document.fontSize(textPoints).text(addressee, { lineGap: 6 });
  for (const paragraph of body) document.text(paragraph, { indent: 2 * textPoints, lineGap: 6 });
  document.moveDown(2).text(signature, { align: 'right', lineGap: 6 }).text(date, { align: 'right' });
  document.moveDown(2).text(remark, { lineGap: 6 });
}

/** In the bottom margin of every page of the copy, where running text does not come. */
function drawFoot(document: PDFKit.PDFDocument, foot: string, from: number): void {
  const { start, count } = document.bufferedPageRange();
  for (let page = from; page < start + count; page++) {
    document.switchToPage(page);
    const { margins, height } = document.page;
    const bottom = margins.bottom;
    margins.bottom = 0;
    document.fontSize(footPoints).text(foot, margins.left, height - bottom + footPoints, { align: 'center', lineBreak: true });
    margins.bottom = bottom;
  }
}

function missingIn(document: PDFKit.PDFDocument, { title, addressee, body, signature, date, remark, feet }: Notice): string[] {
  const { font: opened } = (document as unknown as { _font: { font: { hasGlyphForCodePoint(codePoint: number): boolean } } })._font;
  const characters = new Set([title, addressee, ...body, signature, date, remark, ...feet].join(''));
  return [...characters].filter((character) => !opened.hasGlyphForCodePoint(character.codePointAt(0) ?? 0));
}
