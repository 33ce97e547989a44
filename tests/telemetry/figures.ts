/** One line of a scrape. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface Scrape {
  readonly types: ReadonlyMap<string, string>;
  readonly samples: readonly Sample[];
}

/** Reads Prometheus' text format as far as it is used here. */
export function readScrape(text: string): Scrape {
  const lines = text.split('\n');
  const types = lines.flatMap((line) => /^# TYPE (\S+) (\S+)$/u.exec(line)?.slice(1) ?? []);
  const samples = lines.flatMap((line): Sample[] => {
    const [, name, labels = '', value] = /^([a-z_\d]+)(?:\{(.*)\})? (\S+)$/u.exec(line) ?? [];
    if (name === undefined) return [];
    const pairs = [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/gu)].map(([, key, text]) => [key, text]);
    return [{ name, labels: Object.fromEntries(pairs) as Record<string, string>, value: Number(value) }];
  });
  return { types: new Map(types.flatMap((name, index) => (index % 2 === 0 ? [[name, types[index + 1] ?? '']] : []))), samples };
}

/** The table operators are given: name, kind and labels. */
export function agreedFigures(page: string): ReadonlyMap<string, { readonly kind: string; readonly labels: readonly string[] }> {
  const rows = [...page.matchAll(/^\| `([a-z_\d]+)` \| (counter|gauge|histogram) \| (.*?) \|/gmu)];
  return new Map(
    rows.map(([, name = '', kind = '', labels = '']) => [
      name,
      { kind, labels: [...labels.matchAll(/`(\w+)`/gu)].map(([, label = '']) => label).sort() },
    ]),
  );
}
