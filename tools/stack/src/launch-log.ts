/** The start-up log: one line for each process, then one table with every address. */
export interface TableRow {
  readonly name: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly url: string;
}

export const readyLine = (name: string, url: string, pid: number, tookMs: number): string =>
  `  ${name.padEnd(18)} ${withoutPassword(url).padEnd(34)} pid ${String(pid).padEnd(8)} ${String(Math.round(tookMs)).padStart(6)} ms`;

export function table(rows: readonly TableRow[]): string {
  const lines = rows.map(({ name, title, url }) => `  ${name.padEnd(18)} ${withoutPassword(url).padEnd(34)} ${title.zh} · ${title.en}`);
  return ['', ...lines, ''].join('\n');
}

export function withoutPassword(url: string): string {
  const parsed = new URL(url);
  if (parsed.password === '') return url;
  return `${parsed.protocol}//${parsed.host}`;
}
