import type { RecordContent } from '@tongxiu/contracts';

/** The text stored and shown: the fields of the published interface and nothing else a sender may have added. */
export function shownContent(record: RecordContent): string {
  const shown: RecordContent = {
    kind: record.kind,
    subjectName: record.subjectName,
    subjectKind: record.subjectKind,
    creditCode: record.creditCode,
    organCode: record.organCode,
    organName: record.organName,
    marketRegulation: record.marketRegulation,
    documentNo: record.documentNo,
    decidedOn: record.decidedOn,
    listId: record.listId,
    domains: record.domains,
    penaltyKinds: record.penaltyKinds,
    conducts: record.conducts,
    severity: record.severity,
    reason: record.reason,
    basis: record.basis,
    result: record.result,
    fineTenThousandYuan: record.fineTenThousandYuan,
    publicityEndsOn: record.publicityEndsOn,
  };
  return JSON.stringify(shown);
}

/** Names are searched without regard to full-width forms, spaces and case. */
export function foldName(name: string): string {
  return name.normalize('NFKC').replace(/\s+/gu, '').toLowerCase();
}
