/** How a sandbox site misbehaves. Rates are shares from 0 to 1. */
export interface FaultSettings {
  /** Every answer leaves so much later; what was asked is done at once. */
  readonly slowMs: number;
  /** Share of exchange requests answered 500, nothing done. */
  readonly failRate: number;
  /** So many of the next `POST publications` are answered 500, nothing done. Counts down. */
  readonly failNext: number;
  /** Share of `POST publications` carried out and then left without an answer: the connection is closed. */
  readonly dropAnswerRate: number;
  /** Share of `POST publications` carried out and answered with receipts that cannot be believed. */
  readonly wrongReceiptRate: number;
  /** Changes answered `accepted` and rejected later: by record key, by a pattern of the key, or by chance. */
  readonly acceptThenReject?: AcceptThenReject | undefined;
  /** Every change is answered `accepted` and carried out so much later. */
  readonly acceptLaterMs: number;
  /** Share of `POST publications` processed twice, as a retrying gateway does; the second answer is the one sent. */
  readonly duplicateRate: number;
  /** The whole site answers 503 with Retry-After; a number is the seconds it announces. */
  readonly maintenance: boolean | number;
  /** Every connection is closed without an answer. Only this door still answers. */
  readonly down: boolean;
  /** What the public sees lags: a change becomes visible so much later. */
  readonly staleReadMs: number;
  /** The naive site: whatever arrives is applied without comparing versions, and the bulletin shows each effect. */
  readonly unguarded: boolean;
  /** Faults of chance are drawn from this seed, so that a run can be repeated. */
  readonly seed: number;
}

export interface AcceptThenReject {
  readonly keys?: readonly string[] | undefined;
  readonly pattern?: string | undefined;
  readonly rate?: number | undefined;
  readonly afterMs?: number | undefined;
}

export const noFaults: FaultSettings = {
  slowMs: 0,
  failRate: 0,
  failNext: 0,
  dropAnswerRate: 0,
  wrongReceiptRate: 0,
  acceptLaterMs: 0,
  duplicateRate: 0,
  maintenance: false,
  down: false,
  staleReadMs: 0,
  unguarded: false,
  seed: 1,
};

export type FaultReading = { readonly settings: FaultSettings; readonly expireKeys: boolean } | { readonly wrong: readonly string[] };

const share = (value: unknown): boolean => typeof value === 'number' && value >= 0 && value <= 1;
const count = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;
const delay = (value: unknown): boolean => count(value) && Number(value) <= 3_600_000;
const flag = (value: unknown): boolean => typeof value === 'boolean';

const fits: Readonly<Record<keyof FaultSettings | 'expireKeys', (value: unknown) => boolean>> = {
  slowMs: delay,
  failRate: share,
  failNext: count,
  dropAnswerRate: share,
  wrongReceiptRate: share,
  acceptThenReject: isAcceptThenReject,
  acceptLaterMs: delay,
  duplicateRate: share,
  maintenance: (value) => flag(value) || count(value),
  down: flag,
  staleReadMs: delay,
  unguarded: flag,
  seed: count,
  expireKeys: flag,
};

/** A put replaces everything: what is not named is off. Every wrong or unknown field is named at once. */
export function readFaults(value: unknown): FaultReading {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { wrong: ['(body)'] };
  const { expireKeys, ...named } = value as Readonly<Record<string, unknown>>;
  const wrong = Object.entries(value).flatMap(([field, given]) =>
    Object.hasOwn(fits, field) && fits[field as keyof typeof fits](given) ? [] : [field],
  );
  return wrong.length > 0 ? { wrong } : { settings: { ...noFaults, ...named }, expireKeys: expireKeys === true };
}

function isAcceptThenReject(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { keys, pattern, rate, afterMs } = value as AcceptThenReject;
  const keysFit = keys === undefined || (Array.isArray(keys) && keys.every((key) => typeof key === 'string'));
  const patternFits = pattern === undefined || (typeof pattern === 'string' && compiles(pattern));
  return keysFit && patternFits && (rate === undefined || share(rate)) && (afterMs === undefined || delay(afterMs));
}

function compiles(pattern: string): boolean {
  try {
    new RegExp(pattern, 'u');
    return true;
  } catch {
    return false;
  }
}
