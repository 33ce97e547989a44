import { expect, test } from '@jest/globals';
import { builtInCalendar } from '@tongxiu/working-days';
import type { ApplicationFacts, CaseFacts, RecordFacts } from '../case-facts.js';
import { evaluate } from '../evaluate.js';
import { rulebookById } from '../rulebooks.js';

/** One case, seen in Hohhot, in Jiangsu and by the national order: what each says is different, and each is right by its own text. */
const organ = { name: '呼和浩特市应急管理局', marketRegulation: false };
const record: RecordFacts = {
  kind: 'penalty',
  decidedOn: '2025-11-30',
  organ,
  domains: ['workSafety'],
  penaltyKinds: ['fine'],
  conducts: [],
};
const application: ApplicationFacts = {
  submittedAt: '2026-04-07T09:00:00+08:00',
  acceptedAt: '2026-04-08T09:00:00+08:00',
  decidedAt: '2026-04-09T09:00:00+08:00',
  corrected: true,
  obligationsPerformed: true,
  commitmentPublishable: true,
  untrue: false,
  materials: ['authorisation', 'performanceProof', 'commitmentLetter'],
};
const facts: CaseFacts = {
  asOf: '2026-04-09',
  subject: { kind: 'enterprise', creditCode: '91350100M000100Y43', name: '某某有限公司' },
  record,
  application,
};

const seen = (id: string, change: Partial<RecordFacts>) => {
  const rulebook = rulebookById(id);
  if (rulebook === undefined) throw new Error(`there is no ${id}`);
  const verdict = evaluate(rulebook, { ...facts, record: { ...record, ...change } }, builtInCalendar);
  return {
    from: verdict.repairableFrom,
    broken: verdict.broken.map(({ rule }) => rule),
    missing: verdict.missingMaterials,
    until: verdict.publicity.maximumUntil,
    channel: verdict.channel,
    due: verdict.deadlines.map(({ what, dueDate }) => `${what} ${dueDate}`),
    effects: verdict.effects.length,
  };
};

type Seen = ReturnType<typeof seen>;
test.each<[string, string, Partial<RecordFacts>, Seen]>([
  [
    'a fine for work safety',
    'HHHT-2024',
    {},
    {
      from: '2026-12-01',
      broken: ['H-014'],
      missing: [],
      until: '2028-11-30',
      channel: 'creditChina',
      due: ['accept 2026-04-10', 'decide 2026-04-17'],
      effects: 1,
    },
  ],
  [
    'a fine for work safety',
    'JS-2020',
    {},
    {
      from: '2026-03-01',
      broken: [],
      missing: ['licenceCopy'],
      until: null,
      channel: 'designatingUnitOrInstitution',
      due: ['decide 2026-04-17', 'supplementNotice 2026-04-10', 'share 2026-04-13'],
      effects: 3,
    },
  ],
  [
    'a fine for work safety',
    'CN-2026',
    {},
    { from: '2026-03-01', broken: [], missing: [], until: '2026-11-30', channel: 'creditChina', due: [], effects: 3 },
  ],
  [
    'a licence revoked for work safety',
    'HHHT-2024',
    { penaltyKinds: ['licenceRevocation'] },
    {
      from: '2026-12-01',
      broken: ['H-014'],
      missing: [],
      until: '2028-11-30',
      channel: 'creditChina',
      due: ['accept 2026-04-10', 'decide 2026-04-17'],
      effects: 1,
    },
  ],
  [
    'a licence revoked for work safety',
    'JS-2020',
    { penaltyKinds: ['licenceRevocation'] },
    {
      from: null,
      broken: ['J-013', 'J-015', 'J-016'],
      missing: ['licenceCopy', 'trainingCertificate', 'creditReport'],
      until: null,
      channel: 'designatingUnitOrInstitution',
      due: ['decide 2026-04-17', 'supplementNotice 2026-04-10', 'share 2026-04-13'],
      effects: 3,
    },
  ],
  [
    'a licence revoked for work safety',
    'CN-2026',
    { penaltyKinds: ['licenceRevocation'] },
    { from: '2026-12-01', broken: ['N-007'], missing: [], until: '2028-11-30', channel: 'creditChina', due: [], effects: 3 },
  ],
])('%s by %s', (_case, id, change, expected) => expect(seen(id, change)).toEqual(expected));

test.each([
  ['HHHT-2024', 'H-101'],
  ['JS-2020', 'J-019'],
])('by %s another law that expressly excludes repair prevails, and the verdict names it (%s)', (id, rule) => {
  const rulebook = rulebookById(id);
  if (rulebook === undefined) throw new Error(`there is no ${id}`);
  const about = { ...record, domains: ['other'], notRepairableBy: '《示例法》第九条' } as const;
  const verdict = evaluate(rulebook, { ...facts, asOf: '2027-01-04', record: about }, builtInCalendar);
  expect(verdict.broken).toMatchObject([{ rule, until: null, message: { zh: expect.stringContaining('《示例法》第九条') } }]);
});
