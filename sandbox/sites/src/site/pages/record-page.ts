import type { RecordContent, Wording } from '@tongxiu/contracts';
import { receiptNumber } from '../ledger/receipt-number.js';
import type { SiteProfile } from '../profile.js';
import type { PublicReads, Seen } from '../public/public-reads.js';
import { conductNames, domainNames, kindNames, penaltyKindNames, severityNames, stateNames, subjectKindNames } from '../words.js';
import { bulletinTable } from './bulletin-table.js';
import { markup, said, type Markup, type Language } from './markup.js';
import { page, shanghaiTime, type Here } from './layout.js';
import { pageWords } from './page-words.js';

/** What is shown of one record, or when and under which receipt it stopped; then every change the site made to it. */
export function recordPage(profile: SiteProfile, reads: PublicReads, seen: Seen, here: Here): string {
  const { language } = here;
  const record = seen.content === null ? undefined : (JSON.parse(seen.content) as RecordContent);
  const receiptNo = receiptNumber(profile.receiptPrefix, seen.appliedAtMs, seen.bulletinNo);
  const title = record?.subjectName ?? said(ended(seen), language);
  const content = markup`<section aria-labelledby="record">
      <h1 id="record">${title}</h1>
      <p>
        <span class="state ${seen.state}">${said(record === undefined ? stateNames[seen.state] : pageWords.beingShown, language)}</span>
        <span class="quiet">${said(kindNames[seen.kind], language)}</span>
      </p>
      ${record === undefined ? markup`<p class="notice">${said(endedOn(seen, receiptNo), language)}</p>` : undefined}
      <dl>
        ${record === undefined ? undefined : shownFields(record, language)} ${field(pageWords.record, seen.recordKey, language)}
        ${field(pageWords.version, String(seen.version), language)} ${field(pageWords.receipt, receiptNo, language)}
      </dl>
    </section>
    <section aria-labelledby="history">
      <h2 id="history">${said(pageWords.history, language)}</h2>
      ${bulletinTable(profile, reads.historyFrom(seen.bulletinNo), language, false)}
    </section>`;
  return page(profile, here, title, content);
}

const ended = ({ state }: Seen): Wording =>
  state === 'removed' ? { zh: '已移出', en: 'Removed from the list' } : { zh: '已停止公示', en: 'No longer shown' };

function endedOn(seen: Seen, receiptNo: string): Wording {
  const time = shanghaiTime(seen.appliedAtMs);
  const { zh, en } = ended(seen);
  return {
    zh: `该记录${zh}（${time}，北京时间；回执编号 ${receiptNo}）。本网站不再保留其内容。`,
    en: `${en} since ${time} Beijing time, receipt number ${receiptNo}. The site keeps none of its content.`,
  };
}

function shownFields(record: RecordContent, language: Language): readonly Markup[] {
  const named = <Term extends string>(names: Readonly<Record<Term, Wording>>, term: Term): string => names[term]?.[language] ?? term;
  const list = <Term extends string>(names: Readonly<Record<Term, Wording>>, terms: readonly Term[]): string =>
    terms.map((term) => named(names, term)).join(language === 'zh' ? '、' : ', ');
  const rows: readonly (readonly [Wording, string | number | undefined])[] = [
    [pageWords.subject, record.subjectName],
    [pageWords.creditCode, record.creditCode],
    [pageWords.subjectKind, named(subjectKindNames, record.subjectKind)],
    [pageWords.organ, record.organName],
    [pageWords.organCode, record.organCode],
    [pageWords.documentNo, record.documentNo],
    [pageWords.decidedOn, record.decidedOn],
    [pageWords.listId, record.listId],
    [pageWords.domains, list(domainNames, record.domains)],
    [pageWords.penaltyKinds, list(penaltyKindNames, record.penaltyKinds)],
    [pageWords.conducts, list(conductNames, record.conducts)],
    [pageWords.severity, record.severity === undefined ? undefined : named(severityNames, record.severity)],
    [pageWords.reason, record.reason],
    [pageWords.basis, record.basis],
    [pageWords.result, record.result],
    [pageWords.fine, record.fineTenThousandYuan],
    [pageWords.publicityEndsOn, record.publicityEndsOn],
  ];
  return rows.flatMap(([label, value]) => (value === undefined || value === '' ? [] : [field(label, String(value), language)]));
}

const field = (label: Wording, value: string, language: Language): Markup =>
  markup`<div>
    <dt>${said(label, language)}</dt>
    <dd>${value}</dd>
  </div> `;
