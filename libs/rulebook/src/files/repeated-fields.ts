/** Names of fields that one object of a JSON text states twice. A parser takes the last and says nothing. */
export function repeatedFields(text: string): { readonly name: string; readonly line: number }[] {
  const open: Set<string>[] = [];
  const repeated: { name: string; line: number }[] = [];
  for (const { 0: token, 1: name, index } of text.matchAll(/("(?:[^"\\]|\\.)*")\s*:|"(?:[^"\\]|\\.)*"|[{}]/gu)) {
    if (token === '{') open.push(new Set());
    else if (token === '}') open.pop();
    else if (name !== undefined) {
      const names = open.at(-1);
      if (names?.has(name) === true) repeated.push({ name: JSON.parse(name) as string, line: text.slice(0, index).split('\n').length });
      names?.add(name);
    }
  }
  return repeated;
}
