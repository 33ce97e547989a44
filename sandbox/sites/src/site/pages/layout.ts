import type { SiteProfile } from '../profile.js';
import { tierNames } from '../words.js';
import { markup, said, type Markup, type Language } from './markup.js';
import { pageWords } from './page-words.js';

/** Where the reader is: language and address, so that the language can be changed in place. */
export interface Here {
  readonly language: Language;
  readonly path: string;
  readonly query: URLSearchParams;
}

/** An address within the site that keeps the reader's language. */
export function address(path: string, language: Language, query: Readonly<Record<string, string | undefined>> = {}): string {
  const kept = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined && value !== '') kept.set(name, value);
  if (language === 'en') kept.set('lang', 'en');
  return kept.size === 0 ? path : `${path}?${kept.toString()}`;
}

export function page(profile: SiteProfile, here: Here, title: string, content: Markup): string {
  const { language } = here;
  const word = (name: keyof typeof pageWords): string => said(pageWords[name], language);
  const other = language === 'zh' ? 'en' : 'zh';
  const { lang: _lang, ...query } = Object.fromEntries(here.query);
  const name = said(profile.name, language);
  return markup`<!doctype html>
    <html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title === name ? name : `${title} · ${name}`}</title>
        <link rel="stylesheet" href="/site.css" />
      </head>
      <body class="${profile.id}">
        <a class="skip" href="#content">${word('skip')}</a>
        <p class="sandbox" role="note">${word('sandbox')}</p>
        <header>
          <div class="wide">
            <a class="name" href="${address('/', language)}">${name}</a>
            <p class="motto">${said(profile.motto, language)}</p>
            <a class="language" lang="${other === 'zh' ? 'zh-CN' : 'en'}" href="${address(here.path, other, query)}">${word('otherLanguage')}</a>
          </div>
        </header>
        <main id="content" class="wide">${content}</main>
        <footer>
          <div class="wide">
            <p>${name} · ${said(tierNames[profile.tier], language)}</p>
            <p>
              ${word('machineReadable')}<a href="/api/public/summary">summary</a> <a href="/api/public/records?limit=20">records</a>
              <a href="/api/public/bulletin">bulletin</a>
            </p>
          </div>
        </footer>
      </body>
    </html> `.text;
}

/** `2026-11-22 16:48:54`, Asia/Shanghai. */
export const shanghaiTime = (atMs: number): string => new Date(atMs + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
