/** Versions already in the log, by record key. */
export type Known = ReadonlyMap<string, ReadonlySet<number>>;

export interface Numbered<Data> {
  readonly id: number;
  readonly data: Data;
  /** A higher version is known already: this one came late and no site is told. */
  readonly outdated: boolean;
}

/** Gives numbers without gaps to what is new, in the order it came; a version that is known is left out. */
export function numberChanges<Data extends { recordKey: string; version: number }>(
  incoming: readonly Data[],
  known: Known,
  lastId: number,
): Numbered<Data>[] {
  const versions = new Map<string, Set<number>>();
  const newest = new Map<string, number>();
  const numbered: Numbered<Data>[] = [];
  for (const data of incoming) {
    const seen = versions.get(data.recordKey) ?? new Set(known.get(data.recordKey));
    versions.set(data.recordKey, seen);
    if (seen.has(data.version)) continue;
    const highest = newest.get(data.recordKey) ?? Math.max(0, ...seen);
    seen.add(data.version);
    newest.set(data.recordKey, Math.max(highest, data.version));
    numbered.push({ id: lastId + numbered.length + 1, data, outdated: data.version < highest });
  }
  return numbered;
}
