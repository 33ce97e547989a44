import { expect, test } from '@jest/globals';
import { maintenanceLeftMs } from './site.js';

const night = [{ from: '23:30', to: '01:00' }];
const noon = [{ from: '12:00', to: '12:15' }];

test.each([
  ['before it', noon, '2026-11-20T11:59:59+08:00', 0],
  ['at its first minute', noon, '2026-11-20T12:00:00+08:00', 15],
  ['inside it', noon, '2026-11-20T12:10:00+08:00', 5],
  ['at its end', noon, '2026-11-20T12:15:00+08:00', 0],
  ['before midnight', night, '2026-11-20T23:45:00+08:00', 75],
  ['after midnight', night, '2026-11-21T00:30:00+08:00', 30],
  ['in the morning', night, '2026-11-21T09:00:00+08:00', 0],
  ['without any', [], '2026-11-21T09:00:00+08:00', 0],
] as const)('maintenance seen from %s', (_case, windows, now, minutes) => {
  expect(maintenanceLeftMs(windows, Date.parse(now))).toBe(minutes * 60_000);
});
