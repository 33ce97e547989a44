import type { Answer, Asked } from '../http/answer.js';
import type { SiteProfile } from '../profile.js';
import type { PublicView } from '../public/public-view.js';
import { homePage } from './home-page.js';
import { markup, said } from './markup.js';
import { address, page, type Here } from './layout.js';
import { pageWords } from './page-words.js';
import { recordPage } from './record-page.js';
import { commonCss } from './common-css.js';

const recordsPath = '/records/';

/** The pages for people. */
export class PageDoor {
  private readonly css: string;

  constructor(
    private readonly profile: SiteProfile,
    private readonly view: PublicView,
  ) {
    this.css = `${commonCss}${profile.css}`;
  }

  answer(asked: Asked): Answer {
    const here = hereOf(asked);
    if (asked.method !== 'GET' && asked.method !== 'HEAD')
      return this.plain(here, 405, 'notFoundTitle', pageWords.notFoundText, { allow: 'GET, HEAD' });
    if (asked.path === '/site.css') return { status: 200, type: 'text/css; charset=utf-8', body: this.css };
    const reads = this.view.at(asked.nowMs);
    if (asked.path === '/') return shown(homePage(this.profile, reads, here));
    if (!asked.path.startsWith(recordsPath)) return this.plain(here, 404, 'notFoundTitle', pageWords.notFoundText);
    const recordKey = decoded(asked.path.slice(recordsPath.length));
    const seen = recordKey === undefined ? undefined : reads.record(recordKey);
    if (seen === undefined) return this.plain(here, 404, 'unknownTitle', pageWords.unknownText);
    return shown(recordPage(this.profile, reads, seen, here));
  }

  inMaintenance(asked: Asked, retryAfterSeconds: number): Answer {
    const text = {
      zh: `请在 ${retryAfterSeconds} 秒后再访问。`,
      en: `Please come back in ${retryAfterSeconds} seconds.`,
    };
    return this.plain(hereOf(asked), 503, 'maintenanceTitle', text, { 'retry-after': String(retryAfterSeconds) });
  }

  private plain(
    here: Here,
    status: number,
    title: keyof typeof pageWords,
    text: { readonly zh: string; readonly en: string },
    headers?: Readonly<Record<string, string>>,
  ): Answer {
    const heading = said(pageWords[title], here.language);
    const content = markup`<section aria-labelledby="heading">
      <h1 id="heading">${heading}</h1>
      <p>${said(text, here.language)}</p>
      <p><a href="${address('/', here.language)}">${said(pageWords.home, here.language)}</a></p>
    </section>`;
    return { ...shown(page(this.profile, here, heading, content)), status, headers };
  }
}

const hereOf = ({ path, query }: Asked): Here => ({ path, query, language: query.get('lang') === 'en' ? 'en' : 'zh' });

const shown = (body: string): Answer => ({ status: 200, type: 'text/html; charset=utf-8', body });

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
