import type { RecordContent } from '@tongxiu/contracts';
import type { SiteProfile } from '../profile.js';
import { summaryOf } from '../public/public-door.js';
import type { PublicReads, Search, Seen } from '../public/public-reads.js';
import { allKinds, kindNames } from '../words.js';
import { bulletinTable, recordAddress } from './bulletin-table.js';
import { markup, said, type Markup, type Language } from './markup.js';
import { address, page, type Here } from './layout.js';
import { pageWords } from './page-words.js';

const resultsOnPage = 20;
const latestOnPage = 10;

/** Counts, search, what is shown, and the latest changes. */
export function homePage(profile: SiteProfile, reads: PublicReads, here: Here): string {
  const { language } = here;
  const asked = {
    q: here.query.get('q')?.trim().slice(0, 200) ?? '',
    kind: here.query.get('kind') ?? '',
    after: here.query.get('after') ?? '',
  };
  const found = reads.search({ ...searchFor(asked.q), kind: asked.kind, after: asked.after, limit: resultsOnPage + 1 });
  const next = found.length > resultsOnPage ? found[resultsOnPage - 1]?.recordKey : undefined;
  const more = next === undefined ? undefined : address('/', language, { ...asked, after: next });
  const content = markup`${tiles(profile, reads, asked.kind, language)} ${searchForm(asked, language)}
    ${results(found.slice(0, resultsOnPage), asked.q !== '' || asked.kind !== '', more, language)}
    <section aria-labelledby="latest">
      <h2 id="latest">${said(pageWords.latest, language)}</h2>
      ${latest(profile, reads, language)}
    </section>`;
  return page(profile, here, asked.q === '' ? said(profile.name, language) : `${said(pageWords.results, language)} · ${asked.q}`, content);
}

/** Eighteen characters of the code's alphabet are a code; anything else is part of a name. */
function searchFor(text: string): Pick<Search, 'name' | 'creditCode'> {
  const code = text.normalize('NFKC').replace(/\s+/gu, '').toUpperCase();
  return /^[0-9A-HJ-NPQRTUWXY]{18}$/.test(code) ? { creditCode: code } : { name: text };
}

function tiles(profile: SiteProfile, reads: PublicReads, chosen: string, language: Language): Markup {
  const summary = summaryOf(profile, reads);
  const tile = (label: string, count: number, kind: string): Markup =>
    markup`<li>
      <a href="${address('/', language, { kind })}"${kind === chosen ? markup` aria-current="true"` : undefined}><span class="count">${count.toLocaleString('en')}</span> ${label}</a>
    </li> `;
  return markup`<section aria-labelledby="counts">
    <h1 id="counts">${said(pageWords.counts, language)}</h1>
    <ul class="tiles">
      ${tile(said(pageWords.total, language), summary.shown, '')}${allKinds.map((kind) => tile(said(kindNames[kind], language), summary.shownByKind[kind], kind))}
    </ul>
    <p class="quiet">${said(pageWords.changesMade, language)}${summary.changes.toLocaleString('en')}</p>
  </section>`;
}

function searchForm({ q, kind }: { q: string; kind: string }, language: Language): Markup {
  return markup`<section aria-labelledby="search">
    <h2 id="search">${said(pageWords.searchTitle, language)}</h2>
    <form role="search" action="/" method="get">
      <label for="q">${said(pageWords.searchLabel, language)}</label>
      <div class="line">
        <input id="q" name="q" type="search" value="${q}" maxlength="200" autocomplete="off" />
        <button type="submit">${said(pageWords.search, language)}</button>
      </div>
      ${kind === '' ? undefined : markup`<input type="hidden" name="kind" value="${kind}" />`}${language === 'en' ? markup`<input type="hidden" name="lang" value="en" />` : undefined}
      ${q === '' && kind === '' ? undefined : markup`<a href="${address('/', language)}">${said(pageWords.clear, language)}</a>`}
    </form>
  </section>`;
}

function results(found: readonly Seen[], narrowed: boolean, more: string | undefined, language: Language): Markup {
  const word = (name: keyof typeof pageWords): string => said(pageWords[name], language);
  const title = markup`<h2 id="results">${word(narrowed ? 'results' : 'shownRecords')}</h2>`;
  if (found.length === 0)
    return markup`<section aria-labelledby="results">
      ${title}
      <p>${word(narrowed ? 'noResults' : 'nothingShown')}</p>
    </section>`;
  return markup`<section aria-labelledby="results">
    ${title}
    <div class="scroll" tabindex="0" role="group" aria-labelledby="results">
      <table>
        <thead>
          <tr>
            <th scope="col">${word('subject')}</th>
            <th scope="col">${word('creditCode')}</th>
            <th scope="col">${word('kind')}</th>
            <th scope="col">${word('organ')}</th>
            <th scope="col">${word('decidedOn')}</th>
          </tr>
        </thead>
        <tbody>
          ${found.map((seen) => row(seen, language))}
        </tbody>
      </table>
    </div>
    ${more === undefined ? undefined : markup`<p><a href="${more}">${word('more')}</a></p>`}
  </section>`;
}

function row({ recordKey, kind, content }: Seen, language: Language): Markup {
  const record = JSON.parse(content ?? '{}') as RecordContent;
  return markup`<tr>
    <td class="subject"><a href="${recordAddress(recordKey, language)}">${record.subjectName}</a></td>
    <td class="number">${record.creditCode}</td>
    <td>${said(kindNames[kind], language)}</td>
    <td>${record.organName}</td>
    <td class="number">${record.decidedOn}</td>
  </tr> `;
}

function latest(profile: SiteProfile, reads: PublicReads, language: Language): Markup {
  const entries = reads.latest(latestOnPage);
  return entries.length === 0 ? markup`<p>${said(pageWords.noChanges, language)}</p>` : bulletinTable(profile, entries, language, true);
}
