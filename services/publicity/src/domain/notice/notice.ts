import type { IsoDate } from '@tongxiu/contracts';
import { annexOne } from './annex-one.js';

/** What may stand for something in the text of a notice. */
export const placeholders = ['subjectName', 'organName', 'documentNo', 'decidedOn', 'date'] as const;
export type Placeholder = (typeof placeholders)[number];

/** One for the enforcement file, one for the party (H-103). */
export const copies = [
  { copy: 'enforcementFile', zh: '留存执法案卷', en: 'for the enforcement file' },
  { copy: 'party', zh: '交当事人', en: 'for the party' },
] as const;

export interface Notice {
  readonly title: string;
  readonly addressee: string;
  readonly body: readonly string[];
  readonly signature: string;
  readonly date: string;
  readonly remark: string;
  /** At the foot of each copy: the decision it belongs to (H-049), and whose copy it is. */
  readonly feet: readonly string[];
}

export interface NoticeFacts {
  readonly subjectName: string;
  readonly organName: string;
  readonly documentNo: string;
  readonly decidedOn: IsoDate;
  readonly on: IsoDate;
}

const written = (day: IsoDate): string => {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
};

export function noticeOf(facts: NoticeFacts, body: readonly string[] = annexOne.body): Notice {
  const { subjectName, organName, documentNo, decidedOn, on } = facts;
  const values: Record<Placeholder, string> = { subjectName, organName, documentNo, decidedOn: written(decidedOn), date: written(on) };
  const filled = (text: string): string => text.replace(/\{(\w+)\}/gu, (whole, name: string) => values[name as Placeholder] ?? whole);
  return {
    title: annexOne.title,
    addressee: filled(annexOne.addressee),
    body: body.map(filled),
    signature: filled(annexOne.signature),
    date: filled(annexOne.date),
    remark: annexOne.remark,
    feet: copies.map(({ zh }, at) => `行政处罚决定书文号：${documentNo}　第${at + 1}份（共${copies.length}份）　${zh}`),
  };
}
