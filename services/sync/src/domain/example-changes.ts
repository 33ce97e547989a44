import type { Change } from './effect.js';

/** For specs: a change of record `key`, as the log would hold it. */
export const change = (id: number, key: string, version: number, other: Partial<Change> = {}): Change => ({
  id,
  recordKey: `penalty:11150100MB12345678:${key}`,
  version,
  kind: 'penalty',
  state: version % 2 === 1 ? 'shown' : 'withdrawn',
  body: '{}',
  outdated: false,
  ...other,
});
