import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sites } from '../../index.js';
import { changeOf, keyOf, SiteUnderTest } from '../../site-under-test.js';

const hostile = `<script>alert('1')</script>"&样例`;

describe('the pages', () => {
  let site: SiteUnderTest;
  const text = async (path: string): Promise<string> => (await site.ask(path)).text();
  const recordPath = (documentNo: string): string => `/records/${encodeURIComponent(keyOf(documentNo))}`;

  beforeAll(async () => {
    site = await SiteUnderTest.start({ site: 'credit-hohhot' });
    await site.publish(changeOf('1', 1), changeOf('2', 1), changeOf('2', 2, 'removed'), changeOf('3', 1), changeOf('3', 2, 'withdrawn'));
    await site.publish(changeOf('<b>', 1, 'shown', { subjectName: hostile, reason: hostile, organName: hostile }));
  });
  afterAll(() => site.close());

  test('the home page names the site, counts by kind, lists what is shown and the latest changes', async () => {
    const page = await text('/');
    expect(page).toContain('<html lang="zh-CN">');
    expect(page).toContain('信用中国（内蒙古呼和浩特）');
    expect(page).toMatch(/<span class="count">2<\/span> 行政处罚/);
    expect(page).toContain('呼和浩特市样例食品有限公司');
    expect(page).toContain('CH-20261122-0000006');
    expect(page).toContain('不是政府网站');
  });

  test('it is searched by name or by code and says when nothing matches', async () => {
    expect(await text(`/?q=${encodeURIComponent('样例食品')}`)).toContain('91150100MAXX000156');
    expect(await text('/?q=91150100maxx000156')).toContain('样例食品');
    expect(await text(`/?q=${encodeURIComponent('没有这家')}`)).toContain('没有正在公示的相符记录');
    expect(await text('/?kind=severeList')).toContain('没有正在公示的相符记录');
  });

  test('a record page shows the content with its receipt and history', async () => {
    const page = await text(recordPath('1'));
    for (const part of ['呼和浩特市样例食品有限公司', '经营超过保质期的食品', '食品', '罚款', 'CH-20261122-0000001', '公示变更记录']) {
      expect(page).toContain(part);
    }
  });

  test.each([
    ['2', '已移出', 'CH-20261122-0000003'],
    ['3', '已停止公示', 'CH-20261122-0000005'],
  ])('the page of record %s says %s, when and under which receipt, and keeps no content', async (documentNo, words, receiptNo) => {
    const page = await text(recordPath(documentNo));
    expect(page).toContain(`该记录${words}（2026-11-22 10:00:00，北京时间；回执编号 ${receiptNo}）`);
    expect(page).not.toContain('样例食品');
  });

  test('in English by choice, which every link keeps', async () => {
    const page = await text('/?lang=en&q=x');
    expect(page).toContain('<html lang="en">');
    expect(page).toContain('Credit China (Hohhot, Inner Mongolia)');
    expect(page).toContain('No record that is shown matches.');
    expect(page).toContain('<input type="hidden" name="lang" value="en" />');
    expect(page).toContain('href="/?q=x">中文');
  });

  test('nothing a sender or a searcher wrote becomes markup', async () => {
    const pages = [
      await text('/'),
      await text(recordPath('<b>')),
      await text(`/?q=${encodeURIComponent(hostile)}&kind=${encodeURIComponent(hostile)}`),
    ];
    for (const page of pages) {
      expect(page).toContain('&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&quot;&amp;样例');
      expect(page).not.toContain('<script');
      expect(page).not.toContain('<b>');
    }
  });

  test('a policy allows no script and nothing from elsewhere', async () => {
    const answer = await site.ask('/');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    const page = await answer.text();
    expect(page).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
    expect(page).not.toMatch(/ style="/);
  });

  test.each(['/records/nothing', '/records/%', '/nowhere', '/records/'])('%s is a page that says it is not there', async (path) => {
    const answer = await site.ask(path);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(await answer.text()).toContain('<a href="/">首页</a>');
  });

  test('the title of a search says what was searched for', async () => {
    expect(await text('/?q=x&lang=en')).toContain('<title>Results · x · Credit China (Hohhot, Inner Mongolia)</title>');
    expect(await text('/')).toContain('<title>信用中国（内蒙古呼和浩特）</title>');
  });
});

/** Relative luminance and contrast as WCAG 2 defines them. */
function luminance(colour: string): number {
  const channels = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);
  const [red = 0, green = 0, blue = 0] = channels.map((value) => (value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

describe.each(Object.values(sites))('the colours of $id', ({ css }) => {
  const value = (name: string): string => new RegExp(`--${name}:(#[0-9a-f]{6})`).exec(css)?.[1] ?? '';
  const headers = [...(/linear-gradient\([^)]*\)/.exec(css)?.[0] ?? '').matchAll(/#[0-9a-f]{6}/g)].map(([colour]) => colour);

  test('keep a contrast of 4.5', () => {
    for (const ground of ['#ffffff', value('accent-soft')]) expect(contrast(value('accent'), ground)).toBeGreaterThanOrEqual(4.5);
    for (const ground of headers) expect(contrast('#ffffff', ground)).toBeGreaterThanOrEqual(4.5);
    for (const ground of ['#ffffff', '#f5f6f8']) expect(contrast('#555d6b', ground)).toBeGreaterThanOrEqual(4.5);
    expect(contrast('#5c4400', '#fff3cd')).toBeGreaterThanOrEqual(4.5);
  });
});
