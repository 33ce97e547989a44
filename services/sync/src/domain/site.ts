import type { RecordKind, Tier, Wording } from '@tongxiu/contracts';

/** Daily, in Asia/Shanghai, `HH:MM`; one that ends before it begins spans midnight. */
export interface MaintenanceWindow {
  readonly from: string;
  readonly to: string;
}

/** Lower-case letters, digits and dashes. */
export const siteIdPattern = /^[a-z0-9][a-z0-9-]{0,62}$/u;

/** A credit site as configuration describes it. */
export interface Site {
  readonly id: string;
  readonly tier: Tier;
  readonly name: Wording;
  readonly kinds: readonly RecordKind[];
  readonly batchSizeMax: number;
  readonly ratePerSecond?: number | undefined;
  readonly maintenance: readonly MaintenanceWindow[];
}

const chinaOffsetMinutes = 8 * 60;
const dayMinutes = 24 * 60;

/** Milliseconds until the site's maintenance ends, or 0 outside of it. */
export function maintenanceLeftMs(windows: readonly MaintenanceWindow[], nowMs: number): number {
  const minute = nowMs / 60_000 + chinaOffsetMinutes;
  const ofDay = minute % dayMinutes;
  const left = windows.map(({ from, to }) => {
    const [begin, end] = [minutesOf(from), minutesOf(to)];
    const inside = begin <= end ? ofDay >= begin && ofDay < end : ofDay >= begin || ofDay < end;
    return inside ? (end - ofDay + dayMinutes) % dayMinutes : 0;
  });
  return Math.ceil(Math.max(0, ...left) * 60_000);
}

const minutesOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));
