const shanghaiOffsetMs = 8 * 3_600_000;
const dayMs = 86_400_000;

let memoisedDay = Number.NaN;
let memoisedDate = '';

/** The calendar day in Asia/Shanghai as `YYYYMMDD`; China has kept one offset since 1991. */
function shanghaiDate(atMs: number): string {
  const day = Math.floor((atMs + shanghaiOffsetMs) / dayMs);
  if (day !== memoisedDay) {
    memoisedDay = day;
    memoisedDate = new Date(day * dayMs).toISOString().slice(0, 10).replaceAll('-', '');
  }
  return memoisedDate;
}

/** `CC-20261122-0000001`: whose, when, and the number of the bulletin entry, which only rises. */
export function receiptNumber(prefix: string, atMs: number, no: number): string {
  return `${prefix}-${shanghaiDate(atMs)}-${String(no).padStart(7, '0')}`;
}
