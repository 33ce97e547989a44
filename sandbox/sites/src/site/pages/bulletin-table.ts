import { receiptNumber } from '../ledger/receipt-number.js';
import type { SiteProfile } from '../profile.js';
import type { SeenEntry } from '../public/public-reads.js';
import { stateNames } from '../words.js';
import { markup, said, type Markup, type Language } from './markup.js';
import { address, shanghaiTime } from './layout.js';
import { pageWords } from './page-words.js';

export const recordAddress = (recordKey: string, language: Language): string =>
  address(`/records/${encodeURIComponent(recordKey)}`, language);

/** Entries of the bulletin, newest first; on a record's own page its number need not be repeated. */
export function bulletinTable(profile: SiteProfile, entries: readonly SeenEntry[], language: Language, withRecord: boolean): Markup {
  const word = (name: keyof typeof pageWords): string => said(pageWords[name], language);
  const rows = entries.map(
    (entry) =>
      markup`<tr>
        <td class="number">${shanghaiTime(entry.appliedAtMs)}</td>
        <td><span class="state ${entry.state}">${said(stateNames[entry.state], language)}</span></td>
        ${withRecord ? markup`<td class="key"><a href="${recordAddress(entry.recordKey, language)}">${entry.recordKey}</a></td>` : undefined}
        <td class="number">${entry.version}</td>
        <td class="number">${receiptNumber(profile.receiptPrefix, entry.appliedAtMs, entry.no)}</td>
        ${withRecord ? undefined : markup`<td class="number">${entry.arrivals}</td>`}
      </tr> `,
  );
  return markup`<div class="scroll" tabindex="0" role="group" aria-label="${word(withRecord ? 'latest' : 'history')}">
    <table>
      <thead>
        <tr>
          <th scope="col">${word('time')}</th>
          <th scope="col">${word('change')}</th>
          ${withRecord ? markup`<th scope="col">${word('record')}</th>` : undefined}
          <th scope="col">${word('version')}</th>
          <th scope="col">${word('receipt')}</th>
          ${withRecord ? undefined : markup`<th scope="col">${word('arrivals')}</th>`}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}
