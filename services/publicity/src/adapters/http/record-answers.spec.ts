import { expect, test } from '@jest/globals';
import type { KnownRecord } from '../../app/public-records.js';
import { record, recordKey } from '../../domain/example-happenings.js';
import { recordPage } from './record-answers.js';

const known: KnownRecord = {
  recordKey,
  version: 2,
  state: 'shown',
  since: '2026-03-01T02:00:00.000Z',
  minimumUntil: '2026-04-15',
  maximumUntil: '2029-01-15',
  record,
  cause: {
    eventId: '00000001-0000-7000-8000-000000000001',
    organCode: record.organCode,
    organName: record.organName,
    decidedAt: '2026-05-20T01:30:00Z',
  },
  effects: ['terminatePublicity'],
};
const sites = [
  { id: 'everything', tier: 'city' as const, name: { zh: '全部', en: 'All' }, kinds: ['penalty', 'severeList'] as const },
  { id: 'lists', tier: 'city' as const, name: { zh: '名单', en: 'Lists' }, kinds: ['severeList'] as const },
];

test('a shown record tells what it says and which sites show its kind', () => {
  const page = recordPage(known, sites);
  expect(page).toMatchObject({ state: 'shown', record, publicity: { minimumUntil: '2026-04-15', maximumUntil: '2029-01-15' } });
  expect(page['sites']).toEqual([{ id: 'everything', tier: 'city', name: { zh: '全部', en: 'All' } }]);
  expect(page).not.toHaveProperty('ended');
});

test.each([
  ['withdrawn', 'repair'],
  ['removed', 'removal'],
  ['expired', 'expiry'],
] as const)('a record that is %s tells that it ended by %s, and nothing of what it said', (state, how) => {
  const page = recordPage({ ...known, state }, sites);
  expect(page).toMatchObject({ state, ended: { how, organName: record.organName, decidedAt: '2026-05-20T01:30:00Z' } });
  const text = JSON.stringify(page);
  for (const secret of [record.subjectName, record.creditCode, record.reason]) expect(text).not.toContain(secret);
});
