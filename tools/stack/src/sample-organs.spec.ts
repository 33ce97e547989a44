import { expect, test } from '@jest/globals';
import { checkCreditCode, subjectIdentifierWarning } from '@tongxiu/credit-code';
import { credentialsFor, demoClients } from './clients.js';
import { creditChinaOrgan, sampleOrgans } from './sample-organs.js';

const all = [...sampleOrgans, creditChinaOrgan];

test.each(all)('$name has a valid code of its own', ({ code }) => {
  expect(checkCreditCode(code)).toMatchObject({ valid: true, parts: { authority: '1', organisation: '1', area: '150100' } });
  expect(subjectIdentifierWarning(code.slice(8, 17))).toBeUndefined();
  expect(all.filter((organ) => organ.code === code)).toHaveLength(1);
});

test('only market-regulation organs are marked so', () => {
  const marked = sampleOrgans.filter(({ marketRegulation }) => marketRegulation).map(({ name }) => name);
  expect(marked).toEqual(['市市场监管局', '新城区市场监管局', '赛罕区市场监管局']);
});

test('secrets of an earlier start are kept, new accounts get new ones', () => {
  const first = demoClients([]);
  const again = demoClients(first.slice(1));
  expect(again.slice(1)).toEqual(first.slice(1));
  expect(again[0]?.secret).not.toBe(first[0]?.secret);
});

test('a wish finds its account by name, slug or code of the organ', () => {
  const clients = demoClients([]);
  const wanted = credentialsFor({ role: 'reviewer', organ: '市税务局' }, clients);
  expect(wanted.id).toBe('reviewer-tax');
  expect(credentialsFor({ role: 'reviewer', organ: 'tax' }, clients)).toEqual(wanted);
  const portal = credentialsFor({ role: 'portal' }, clients);
  expect(credentialsFor({ role: 'applicant', creditCode: '91350100M000100Y43' }, clients)).toEqual({
    id: 'applicant:91350100M000100Y43',
    secret: portal.secret,
  });
  expect(() => credentialsFor({ role: 'department' }, clients)).toThrow('needs an organ');
});
