/** One series an expression asks for, with the labels it is asked by. */
export interface AskedSeries {
  readonly name: string;
  readonly labels: readonly string[];
}

export interface Asked {
  readonly series: readonly AskedSeries[];
  /** Labels results are gathered or matched by. */
  readonly gathering: readonly string[];
}

const words = new Set([
  'by',
  'without',
  'on',
  'ignoring',
  'group_left',
  'group_right',
  'and',
  'or',
  'unless',
  'offset',
  'bool',
  'inf',
  'nan',
]);

/**
 * What an expression of PromQL asks for, whatever the metrics are called: a name that is neither a function nor a word of the language
 * is one. Enough for alerts and panels; no judge of their syntax, which promtool is.
 */
export function askedBy(expression: string): Asked {
  const gathering: string[] = [];
  const bare = expression
    .replaceAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/gu, '""')
    .replaceAll(/\[[^\]]*\]/gu, '')
    .replaceAll(/\boffset\s+-?\w+/gu, '')
    .replaceAll(/\b(?:by|without|on|ignoring|group_left|group_right)\s*\(([^)]*)\)/gu, (_all, list: string) => {
      gathering.push(...(list.match(/\w+/gu) ?? []));
      return ' ';
    });
  const names = bare.matchAll(/(?<![\w{,.])([a-z_:][\w:]*)\s*(\(|\{[^}]*\})?/giu);
  const series = [...names].flatMap(([, name = '', rest = '']): AskedSeries[] => {
    if (rest === '(' || words.has(name.toLowerCase())) return [];
    return [{ name, labels: [...rest.matchAll(/(\w+)\s*(?:=~|!~|!=|=)/gu)].map(([, label = '']) => label) }];
  });
  return { series, gathering };
}
