/**
 * How departments name what a row says: the 双公示 columns of both generations (2016 and 2018+), and the names of our own
 * interface. The first name is the one an answer uses where the caller wrote none.
 */
export const rowFields = {
  action: ['action'],
  kind: ['kind'],
  recordKey: ['recordKey'],
  documentNo: ['CF_WSH', 'documentNo'],
  subjectName: ['CF_XDR_MC', 'subjectName'],
  subjectKind: ['CF_XDR_LB', 'subjectKind'],
  creditCode: ['CF_XDR_SHXYM', 'creditCode'],
  personNo: ['CF_XDR_ZJHM', 'CF_XDR_SFZ'],
  decidedOn: ['CF_JDRQ', 'decidedOn'],
  reason: ['CF_SY', 'reason'],
  violation: ['CF_WFXW'],
  basis: ['CF_YJ', 'basis'],
  result: ['CF_NR', 'CF_JG', 'result'],
  penaltyKinds: ['CF_CFLB', 'CF_CFLB1', 'penaltyKinds'],
  penaltyKindsToo: ['CF_CFLB2'],
  fine: ['CF_NR_FK', 'fineTenThousandYuan'],
  publicityEndsOn: ['CF_GSJZQ', 'publicityEndsOn'],
  notRepairableBy: ['notRepairableBy'],
  organCode: ['CF_CFJGDM', 'organCode'],
  organName: ['CF_CFJG', 'CF_XZJG', 'organName'],
  severity: ['CF_SXYZCD', 'severity'],
  penaltyStatus: ['CF_ZT'],
  useScope: ['CF_SYFW'],
  listId: ['listId'],
  domains: ['domains'],
  conducts: ['conducts'],
  removedOn: ['removedOn'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type RowField = keyof typeof rowFields;

/**
 * Personal data of the 双公示 row. It is taken without complaint and **dropped where it is read**: nothing downstream needs it,
 * and what is not kept can neither leak through an event, a log or an answer nor has to be guarded. The identity number of the
 * counterparty (`personNo` above) is only looked at to tell that the row is about a natural person.
 */
const personal = ['CF_FRDB', 'CF_FR', 'CF_SFZ', 'CF_FR_ZJLX', 'CF_FR_ZJHM', 'CF_FR_SFZH', 'CF_XDR_ZJLX'];

/** Columns of the standard that nothing here needs; they are not reported as unknown. */
const notNeeded = [
  ...['CF_XDR_GSDJ', 'CF_XDR_GSZC', 'CF_XDR_ZDM', 'CF_XDR_ZZJG', 'CF_XDR_SWDJ', 'CF_XDR_SYDW', 'CF_XDR_SHZZ'],
  ...['CF_CFMC', 'CF_AJMC', 'CF_BM', 'CF_NR_WFFF', 'CF_NR_ZKDX', 'CF_YXQ', 'CF_JZQ', 'CF_JZRQ'],
  ...['CF_SJLY', 'CF_SJLYDM', 'DFBM', 'SJC', 'BZ'],
];

/** Names come from outside: what is remembered of them has a bound. */
const foldedMax = 1000;
const folded = new Map<string, string>();

const known = new Set([...Object.values(rowFields).flat(), ...personal, ...notNeeded].map(fold));

/** Whether a row may carry this field. What nobody knows is ignored, and the answer says so. */
export const knownField = (name: string): boolean => known.has(fold(name));

/** Exports write the same column name in several cases and widths. The same few names come with every row, so they are remembered. */
export function fold(name: string): string {
  const known = folded.get(name);
  if (known !== undefined) return known;
  const result = name.normalize('NFKC').trim().toUpperCase();
  if (folded.size < foldedMax) folded.set(name, result);
  return result;
}
