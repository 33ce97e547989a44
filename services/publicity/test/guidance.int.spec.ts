import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ListRegimeChangedV1, recordKinds } from '@tongxiu/contracts';
import { eventually } from '@tongxiu/testkit';
import type { KindGuidance, ListGuidance } from '../src/app/guidance.js';
import { PublicityUnderTest } from './open-publicity.js';

let publicity: PublicityUnderTest;
beforeAll(async () => {
  publicity = await PublicityUnderTest.open();
}, 60_000);
afterAll(() => publicity.close());

const guidance = async (rest = '') => (await publicity.ask(`/guidance${rest}`)).body;
const kind = async (name: string) =>
  (await guidance(`/${name}`)) as unknown as KindGuidance & { lists?: ListGuidance[]; list?: ListGuidance };
const rulesOf = (points: readonly { rule: string }[] | undefined) => points?.map(({ rule }) => rule);

describe('the guidance column (H-039)', () => {
  test('has every kind with policy basis, accepting unit and channel, in both languages, without a token (H-040, H-041, J-039)', async () => {
    const { kinds, lists, on } = (await guidance()) as unknown as { on: string; kinds: KindGuidance[]; lists: ListGuidance[] };
    expect(on).toBe('2026-11-22');
    expect(kinds.map((one) => one.kind)).toEqual([...recordKinds]);
    expect(lists).toHaveLength(34);
    for (const { policyBasis, routes, name } of kinds) {
      expect(policyBasis.length).toBeGreaterThan(0);
      for (const { acceptingUnit, channel } of routes)
        for (const words of [name, acceptingUnit.message, channel.name])
          expect(words).toEqual({ zh: expect.stringMatching(/\p{Script=Han}/u), en: expect.stringMatching(/[a-z]/u) });
    }
  });

  test('tells the two ways of a penalty apart (H-019…H-032, H-073, H-099)', async () => {
    const [market, others] = (await kind('penalty')).routes;
    expect(market).toMatchObject({
      acceptingUnit: { rule: 'H-022', clause: '四(一)2' },
      channel: { id: 'publicitySystem', url: 'http://nm.gsxt.gov.cn' },
    });
    expect(rulesOf(market?.channel.steps)).toEqual(['H-020', 'H-021', 'H-025']);
    expect(market?.limits.map(({ rule, workingDays }) => [rule, workingDays])).toEqual([
      ['H-022', 5],
      ['H-023', 10],
      ['J-026', 3],
      ['J-042', 5],
    ]);
    expect(others).toMatchObject({
      acceptingUnit: { rule: 'H-031' },
      channel: { id: 'creditChina', url: 'https://www.creditchina.gov.cn/' },
    });
    expect(rulesOf(others?.materials)).toEqual(['H-028', 'H-029', 'H-030']);
    expect(others?.periods.map(({ rule, minimumMonths, maximumMonths }) => [rule, minimumMonths, maximumMonths])).toEqual([
      ['H-012', 3, 36],
      ['H-014', 12, 36],
    ]);
    expect(rulesOf(others?.conditions)).toEqual(expect.arrayContaining(['H-007', 'H-012', 'H-014', 'H-010']));
  });

  test('sends an abnormal entry to who listed it (H-055, H-057)', async () => {
    for (const name of ['abnormalOperation', 'individualAbnormal']) {
      const { routes } = await kind(name);
      expect(routes).toMatchObject([{ acceptingUnit: { rule: 'H-055' }, channel: { id: 'publicitySystem' } }]);
      expect(routes[0]?.limits).toEqual(expect.arrayContaining([expect.objectContaining({ rule: 'H-057', workingDays: 10 })]));
    }
  });

  test('says what a repair costs, how to object, and where else to go (H-100, H-101, J-040, J-041, J-051)', async () => {
    expect(rulesOf((await kind('penalty')).goodToKnow)).toEqual(['H-100', 'H-101', 'J-026', 'J-029', 'J-041', 'J-042', 'J-051']);
  });
});

describe('each severe list (H-061, H-062, H-063)', () => {
  const state = (listId: string, active: boolean, changedAt: string, zh = '已履行生效法律文书确定的义务') =>
    publicity.tell(ListRegimeChangedV1, {
      listId,
      active,
      removalConditions: { zh, en: 'Duties performed' },
      procedure: { zh: '向认定部门提出', en: 'Apply to the department' },
      materials: ['performanceProof', 'commitmentLetter'],
      changedAt,
    });

  test('names its departments and basis; a list that is not shared yet is marked (H-065, H-068)', async () => {
    const { lists = [] } = await kind('severeList');
    expect(lists.find(({ listId }) => listId === 'A2-02')).toMatchObject({
      units: ['市人社局'],
      active: true,
      regime: null,
      remarks: [{ rule: 'H-063' }],
    });
    expect(lists.find(({ listId }) => listId === 'A3-08')).toMatchObject({
      units: ['市住建局'],
      active: false,
      remarks: [{ rule: 'H-068', clause: '五(五)' }, { rule: 'H-063' }],
    });
  });

  test('shows the regime its department states, the newest of several (H-036, H-064, H-077, H-079)', async () => {
    await state('A3-08', true, '2026-11-20T02:00:00.000Z');
    await state('A3-08', true, '2026-11-19T02:00:00.000Z', '过时');
    await state('A2-01', true, '2026-11-20T02:00:00.000Z');
    const { list } = await eventually(async () => {
      const found = await kind('severeList?listId=A2-01');
      return found.list?.regime !== null && found;
    });
    expect(list?.regime).toMatchObject({
      procedure: { zh: '向认定部门提出' },
      materials: [{ kind: 'performanceProof', name: { zh: expect.any(String) } }, {}],
    });
    expect((await kind('severeList?listId=A3-08')).list).toMatchObject({
      active: true,
      remarks: [],
      regime: { removalConditions: { zh: '已履行生效法律文书确定的义务' } },
    });
  });

  test('a kind or list that does not exist is refused with the clause', async () => {
    expect(await publicity.ask('/guidance/other')).toMatchObject({ status: 404, body: { errors: [{ field: 'kind', rule: 'H-008' }] } });
    expect(await publicity.ask('/guidance/severeList?listId=A3-99')).toMatchObject({
      status: 404,
      body: { errors: [{ field: 'listId', rule: 'H-061' }] },
    });
    expect(await publicity.ask('/guidance/penalty?listId=A2-01')).toMatchObject({ status: 400 });
    expect(await publicity.ask('/guidance/severeList?listId=x')).toMatchObject({ status: 400 });
  });
});

describe('the page for people (H-041, J-040, J-051)', () => {
  test.each([
    ['zh', 'zh-CN', '失信信息信用修复指引'],
    ['en', 'en', 'How records of dishonesty are repaired'],
  ])('reads in %s, with a language, one first heading, a way past the navigation and captions', async (language, tag, title) => {
    const { status, headers, bytes } = await publicity.ask(`/guidance.html?lang=${language}`);
    const html = bytes.toString();
    expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(html).toContain(`<html lang="${tag}">`);
    expect(html).toContain(`<title>${title}</title>`);
    expect(html.match(/<h1/gu)).toHaveLength(1);
    for (const part of ['class="skip"', '<main id="content">', '<nav aria-label', '<caption>', 'scope="row"', 'id="A3-27"'])
      expect(html).toContain(part);
    const ids = [...html.matchAll(/ id="([^"]+)"/gu)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, target] of html.matchAll(/href="#([^"]+)"/gu)) expect(ids).toContain(target);
  });

  test('shows nothing a department wrote as anything but text', async () => {
    await publicity.tell(ListRegimeChangedV1, {
      listId: 'A2-07',
      active: true,
      removalConditions: { zh: '<script>alert(1)</script>', en: '<b>' },
      procedure: { zh: '程序', en: 'Procedure' },
      materials: [],
      changedAt: '2026-11-20T02:00:00.000Z',
    });
    const html = await eventually(async () => {
      const page = (await publicity.ask('/guidance.html')).bytes.toString();
      return page.includes('alert(1)') && page;
    });
    expect(html).toContain('&lt;script&gt;alert(1)');
    expect(html).not.toContain('<script');
  });
});
