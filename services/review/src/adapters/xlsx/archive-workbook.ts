import { once } from 'node:events';
import type { PassThrough } from 'node:stream';
import type { WholeFile } from '../../app/read-reviews.js';
import { archiveColumns } from './archive-columns.js';

/** A sheet holds 1 048 576 rows; the header takes one. */
const rowsPerSheet = 1_000_000;
/** Longer text makes a file that Excel calls damaged. */
const cellCharactersMax = 32_767;

/**
 * Writes the ledger row by row. The library takes rows faster than a slow reader takes the file, so after each page it waits until the
 * reader has caught up; when the reader goes away, writing stops.
 */
export async function writeArchive(pages: AsyncIterable<readonly WholeFile[]>, out: PassThrough): Promise<void> {
  // Loaded with the first export: a service that exports nothing need not carry it.
  const { default: excel } = await import('exceljs');
  const workbook = new excel.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true, useSharedStrings: false });
  const newSheet = (number: number) => {
    const sheet = workbook.addWorksheet(`信用修复台账${number === 1 ? '' : number}`, { views: [{ state: 'frozen', ySplit: 1 }] });
    sheet.columns = archiveColumns.map(({ header, width }) => ({
      header,
      width,
      style: { alignment: { vertical: 'top', wrapText: true } },
    }));
    sheet.getRow(1).font = { bold: true };
    return sheet;
  };
  let [sheet, sheets, rows] = [newSheet(1), 1, 0];
  for await (const page of pages) {
    for (const kept of page) {
      if (rows === rowsPerSheet) {
        sheet.commit();
        [sheet, sheets, rows] = [newSheet(sheets + 1), sheets + 1, 0];
      }
      sheet.addRow(archiveColumns.map(({ value }) => cell(value(kept)))).commit();
      rows += 1;
    }
    await caughtUp(out);
    if (out.destroyed) return;
  }
  sheet.commit();
  await workbook.commit();
}

const cell = (text: string): string => (text.length <= cellCharactersMax ? text : `${text.slice(0, cellCharactersMax - 1)}…`);

async function caughtUp(out: PassThrough): Promise<void> {
  if (!out.writableNeedDrain || out.destroyed) return;
  const gone = new AbortController();
  try {
    await Promise.race([once(out, 'drain', { signal: gone.signal }), once(out, 'close', { signal: gone.signal })]);
  } finally {
    gone.abort();
  }
}
