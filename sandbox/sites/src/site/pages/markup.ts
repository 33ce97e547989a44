import type { Wording } from '@tongxiu/contracts';

/** Text that may stand in a page as it is. Only `markup` makes it, and `markup` escapes everything that is not it. */
export class Markup {
  constructor(readonly text: string) {}
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export const escape = (text: string): string => text.replace(/[&<>"']/g, (character) => escapes[character] ?? '');

type Part = Markup | readonly Markup[] | string | number | undefined;

/** Every value put in is escaped, in text and in quoted attributes alike, so no page can forget to. */
export function markup(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(strings.reduce((text, string, at) => text + rendered(parts[at - 1]) + string));
}

function rendered(part: Part): string {
  if (part === undefined) return '';
  if (part instanceof Markup) return part.text;
  return typeof part === 'object' ? part.map(({ text }) => text).join('') : escape(String(part));
}

export type Language = 'zh' | 'en';

export const said = (wording: Wording, language: Language): string => wording[language];
