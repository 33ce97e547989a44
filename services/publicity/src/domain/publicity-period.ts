import type { IsoDate } from '@tongxiu/contracts';

/** How long a record is shown by the rulebook it is under. A rulebook without periods for the kind leaves both days null. */
export interface PublicityPeriod {
  readonly rulebook: string;
  /** Last day of the minimum; a repair may be applied for from the day after (H-009, H-015). */
  readonly minimumUntil: IsoDate | null;
  /** Last day of the maximum; it is shown on that day still, and stops by itself the day after (H-013, H-016). */
  readonly maximumUntil: IsoDate | null;
  /** First day on which a repair may be applied for; null where no day is known. Later than the minimum for what is not repairable. */
  readonly repairableFrom: IsoDate | null;
}

/** The last day of publicity if it is past on `today`. */
export const endedBefore = (today: IsoDate, { maximumUntil }: PublicityPeriod): IsoDate | null =>
  maximumUntil !== null && maximumUntil < today ? maximumUntil : null;
