import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { eventually } from '@tongxiu/testkit';
import { company, ecology, errorsOf, marketRegulation, OpenIntake, penaltyKey, penaltyRow } from './open-intake.js';

jest.setTimeout(30_000);
let intake: OpenIntake;
beforeAll(async () => {
  intake = await OpenIntake.open();
}, 60_000);
afterAll(() => intake.close(), 30_000);

const batch = async (body: unknown, contentType?: string, organ = marketRegulation) =>
  intake.call('POST', '/records/batch', await intake.as('department', { organ }), body, contentType);
const pageOf = async (recordKey: string) => intake.call('GET', `/records/${encodeURIComponent(recordKey)}`, await intake.as('operator'));
const heardTypes = (recordKey: string) => intake.heardOf(recordKey).map(({ type, sequence }) => `${type} ${sequence}`);

describe('one record', () => {
  test('is listed, repeated, corrected, removed and listed again, and each change is told once with a rising revision', async () => {
    const recordKey = penaltyKey('一号');
    const removal = { action: 'remove', recordKey, removedOn: '2026-03-01', reason: '处罚决定已撤销' };
    const answers = [];
    for (const row of [
      penaltyRow('一号'),
      penaltyRow('一号'),
      penaltyRow('一号', { CF_NR: '罚款' }),
      removal,
      removal,
      penaltyRow('一号'),
    ]) {
      const { status, body } = await intake.push(row);
      answers.push([status, body['recordKey'], body['revision'], body['outcome']]);
    }
    expect(answers).toEqual([
      [201, recordKey, 1, 'listed'],
      [200, recordKey, 1, 'repeated'],
      [201, recordKey, 2, 'listed'],
      [201, recordKey, 3, 'removed'],
      [200, recordKey, 3, 'repeated'],
      [201, recordKey, 4, 'listed'],
    ]);
    await eventually(() => intake.heardOf(recordKey).length === 4);
    expect(heardTypes(recordKey)).toEqual([
      'intake.record-listed.v1 1',
      'intake.record-listed.v1 2',
      'intake.record-removed.v1 3',
      'intake.record-listed.v1 4',
    ]);
    const { body } = await pageOf(recordKey);
    expect((body['revisions'] as { action: string }[]).map(({ action }) => action)).toEqual(['listed', 'listed', 'removed', 'listed']);
  });

  test('legal representatives and identity numbers are nowhere: not in the register, not on the bus', async () => {
    const recordKey = penaltyKey('二号');
    await intake.push(penaltyRow('二号'));
    await eventually(() => intake.heardOf(recordKey).length === 1);
    const everywhere = JSON.stringify([intake.heardOf(recordKey), (await pageOf(recordKey)).body]);
    expect(everywhere).not.toMatch(/张三|150102199001010011/u);
  });

  test.each([
    ['a wrong check character', penaltyRow('坏', { CF_XDR_SHXYM: '91350100M000100Y44' }), 422, ['CF_XDR_SHXYM GB 32100-2015']],
    ['an unknown list', { ...penaltyRow('坏'), kind: 'severeList', listId: 'A9-99' }, 422, ['listId H-061']],
    ['a natural person', penaltyRow('坏', { CF_XDR_LB: '自然人' }), 422, ['CF_XDR_LB H-007']],
    [
      'a removal of something never listed',
      { action: 'remove', kind: 'penalty', documentNo: '从未', removedOn: '2026-03-01', reason: '撤销' },
      404,
      ['recordKey H-055'],
    ],
    [
      'an identity number in a text that would be published',
      penaltyRow('坏', { CF_SY: '张三（11010519491231002X）' }),
      422,
      ['CF_SY H-007'],
    ],
    ['a decision before there was an organ', penaltyRow('坏', { CF_JDRQ: '0025/06/14' }), 422, ['CF_JDRQ H-018']],
    ['a list where an object belongs', [], 400, []],
  ] as const)('%s changes nothing', async (_case, row, status, errors) => {
    const answer = await intake.push(row);
    expect([answer.status, errorsOf(answer)]).toEqual([status, errors]);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect((await pageOf(penaltyKey('坏'))).status).toBe(404);
  });

  test('an organ neither removes nor reads what another listed', async () => {
    await intake.push(penaltyRow('三号'));
    const recordKey = penaltyKey('三号');
    const answer = await intake.push({ action: 'remove', recordKey, removedOn: '2026-03-01', reason: '撤销' }, ecology);
    expect([answer.status, answer.body['type'], errorsOf(answer)]).toEqual([
      403,
      'urn:tongxiu:problem:not-your-entry',
      ['recordKey H-055'],
    ]);
    const read = await intake.call('GET', `/records/${encodeURIComponent(recordKey)}`, await intake.as('department', { organ: ecology }));
    expect(read.status).toBe(404);
    expect((await pageOf(recordKey)).body['status']).toBe('listed');
  });

  test('only a department pushes, with a token that names its organ', async () => {
    expect((await intake.call('POST', '/records', undefined, penaltyRow('x'))).status).toBe(401);
    expect((await intake.call('POST', '/records', await intake.as('operator'), penaltyRow('x'))).status).toBe(403);
    expect((await intake.call('POST', '/records', await intake.as('department'), penaltyRow('x'))).status).toBe(401);
  });

  test.each([
    ['/records/a%00b', 400],
    [`/records/${encodeURIComponent(`${penaltyKey('a')}\u0000`)}/eligibility`, 400],
    ['/records/gossip', 404],
    ['/records/gossip/issued-materials', 404],
    ['/applications/7', 400],
  ])('%s is answered, and is no failure of ours', async (path, status) => {
    const answer = await intake.call('GET', path, await intake.as('operator'));
    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, expect.stringContaining('problem+json')]);
    expect(answer.body['wording']).not.toMatchObject({ en: expect.stringContaining('JSON') });
  });

  test('malformed JSON and 20 MB of it', async () => {
    const authorization = await intake.as('department', { organ: marketRegulation });
    const malformed = await intake.call('POST', '/records', authorization, '{"CF_WSH": ');
    expect([malformed.status, malformed.headers.get('content-type')]).toEqual([400, expect.stringContaining('problem+json')]);
    const large = await intake.call('POST', '/records/batch', authorization, JSON.stringify([{ CF_SY: 'x'.repeat(20_000_000) }]));
    expect([large.status, large.headers.get('content-type')]).toEqual([413, expect.stringContaining('problem+json')]);
  });
});

describe('a batch', () => {
  test('of CSV keeps the good rows and names every bad one by its line', async () => {
    const header = 'CF_XDR_MC,CF_XDR_SHXYM,CF_WSH,CF_SY,CF_CFLB,CF_JDRQ,domains,序号';
    const rows = Array.from({ length: 1000 }, (_, index) => {
      const [code, date] = index % 100 === 7 ? ['91350100M000100Y44', '2025/02/30'] : [company, '2025/06/14'];
      return `"示例,公司",${code},CSV-${index},"事实\n第二行",1,${date},食品,${index}`;
    });
    const { status, body } = await batch(`\ufeff${header}\r\n${rows.join('\r\n')}\r\n`, 'text/csv; charset=utf-8');
    expect(status).toBe(200);
    expect(body).toMatchObject({ received: 1000, listed: 990, removed: 0, repeated: 0, ignored: ['序号'] });
    const rejected = body['rejected'] as { line: number; errors: { field: string }[] }[];
    // The header is line 1 and every row takes two lines, so row 7 begins on line 16.
    expect(rejected.map(({ line }) => line)).toEqual(Array.from({ length: 10 }, (_, index) => 16 + index * 200));
    expect(rejected[0]?.errors.map(({ field }) => field)).toEqual(['CF_JDRQ', 'CF_XDR_SHXYM']);
    const keys = body['recordKeys'] as (string | null)[];
    expect([keys.length, keys[7], keys[8]]).toEqual([1000, null, penaltyKey('CSV-8')]);
    await eventually(() => intake.heard.filter(({ key }) => key.includes(':CSV-')).length === 990);
  });

  test('of CSV in GB 18030, as spreadsheets here export it', async () => {
    const food = Buffer.from([0xca, 0xb3, 0xc6, 0xb7]);
    const example = Buffer.from([0xca, 0xbe, 0xc0, 0xfd]);
    const text = (words: string) => Buffer.from(words);
    const header = text('CF_XDR_MC,CF_XDR_SHXYM,CF_WSH,CF_SY,CF_JDRQ,domains\n');
    const csv = Buffer.concat([header, example, text(`,${company},GB-1,`), food, text(',2025/06/14,'), food, text('\n')]);
    expect((await batch(csv, 'text/csv')).body).toMatchObject({ listed: 1, rejected: [] });
    const { body } = await pageOf(penaltyKey('GB-1'));
    expect(body['revisions']).toMatchObject([{ record: { subjectName: '示例', domains: ['food'] } }]);
  });

  test('of CSV with a row of too many columns, one of too few and a quotation mark that is never closed', async () => {
    const csv = `CF_XDR_MC,CF_XDR_SHXYM,CF_WSH,CF_SY,CF_JDRQ\n示例,${company},列-1,事实,2025/06/14,多余\n示例,${company}\n示例,${company},列-2,事实,2025/06/14\n"示例,${company},列-3\n示例,${company},列-4,事实,2025/06/14\n`;
    const { body } = await batch(csv, 'text/csv');
    expect(body).toMatchObject({ listed: 1, rejected: [{ line: 2 }, { line: 3 }, { line: 5 }] });
  });

  test('of CSV in UTF-8 with a row of another encoding keeps its good rows legible and refuses that one', async () => {
    const rows = [`示例食品,${company},码-1,经营过期食品,2025/06/14\n`, `示例食品,${company},码-2,经营过期食品,2025/06/14\n`];
    const gb = Buffer.concat([Buffer.from([0xca, 0xbe, 0xc0, 0xfd]), Buffer.from(`,${company},GB-2,x,2025/06/14\n`)]);
    const csv = Buffer.concat([Buffer.from(`CF_XDR_MC,CF_XDR_SHXYM,CF_WSH,CF_SY,CF_JDRQ\n${rows[0]}`), gb, Buffer.from(rows[1] ?? '')]);
    const { body } = await batch(csv, 'text/csv');
    expect(body).toMatchObject({ listed: 2, rejected: [{ line: 3, errors: [{ field: 'CF_XDR_MC' }] }] });
    expect((await pageOf(penaltyKey('码-1'))).body['revisions']).toMatchObject([{ record: { subjectName: '示例食品' } }]);
  });

  test.each([
    ['semicolons', 'CF_XDR_MC;CF_WSH\n示例;1\n'],
    ['no header', '示例,1\n示例,2\n'],
    ['UTF-16', Buffer.from('\ufeffCF_XDR_MC,CF_WSH\n示例,1\n', 'utf16le')],
  ])('of CSV with %s is refused once and not row by row', async (_case, csv) => {
    const answer = await batch(csv, 'text/csv');
    expect([answer.status, answer.body['type']]).toEqual([400, 'urn:tongxiu:problem:malformed-request']);
  });

  test('of NDJSON with a line that is no JSON, and rows about one record in row order', async () => {
    const removal = { action: 'remove', kind: 'penalty', documentNo: 'ND-1', removedOn: '2026-03-01', reason: '撤销' };
    const lines = [penaltyRow('ND-1'), removal, penaltyRow('ND-1'), penaltyRow('ND-1')].map((row) => JSON.stringify(row));
    const { body } = await batch([lines[0], '', '{"oops"', ...lines.slice(1)].join('\n'), 'application/x-ndjson');
    expect(body).toMatchObject({ received: 5, listed: 2, removed: 1, repeated: 1, rejected: [{ line: 3 }] });
    await eventually(() => intake.heardOf(penaltyKey('ND-1')).length === 3);
    expect(heardTypes(penaltyKey('ND-1'))).toEqual([
      'intake.record-listed.v1 1',
      'intake.record-removed.v1 2',
      'intake.record-listed.v1 3',
    ]);
  });

  test('pushed twice at the same time lists every record once', async () => {
    const rows = Array.from({ length: 300 }, (_, index) => penaltyRow(`并-${index}`));
    const both = await Promise.all([batch(rows), batch([...rows].reverse())]);
    const sum = (field: string) => both.reduce((total, { body }) => total + Number(body[field]), 0);
    expect([sum('listed'), sum('repeated')]).toEqual([300, 300]);
    await eventually(() => intake.heard.filter(({ key }) => key.includes(':并-')).length === 300);
  });

  test('of more than 10 000 rows is refused as a whole', async () => {
    const { status } = await batch('{}\n'.repeat(10_001), 'application/x-ndjson');
    expect(status).toBe(413);
  });

  test('beyond the number worked at once is sent away with the time to come back', async () => {
    const rows = Array.from({ length: 2000 }, (_, index) => penaltyRow(`挤-${index}`));
    const answers = await Promise.all(Array.from({ length: 8 }, () => batch(rows)));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.every(({ headers }) => headers.get('retry-after') !== null)).toBe(true);
    expect(answers.some(({ status }) => status === 200)).toBe(true);
  });
});

test('the interface describes itself', async () => {
  const { status, body } = await intake.call('GET', '/openapi.json');
  expect([status, body['openapi']]).toEqual([200, '3.1.0']);
  expect(Object.keys(body['paths'] as object).filter((path) => !/^\/(health|metrics|parked)/u.test(path))).toEqual([
    '/records',
    '/records/batch',
    '/records/{recordKey}',
    '/severe-lists',
    '/severe-lists/{listId}/activation',
    '/severe-lists/{listId}/regime',
    '/materials',
    '/materials/{materialId}',
    '/applications',
    '/applications/batch',
    '/applications/{caseId}/supplement',
    '/applications/{caseId}',
    '/applications/{caseId}/withdrawal',
    '/applications/{caseId}/objection',
    '/objections/{objectionId}',
    '/progress/{queryCode}',
    '/companies/{creditCode}/contact',
    '/messages',
    '/recognitions',
    '/recognitions/{recognitionId}/dismissal',
    '/records/{recordKey}/eligibility',
    '/records/{recordKey}/issued-materials',
    '/calendars/current',
    '/calendars',
  ]);
});

describe('severe lists', () => {
  const entry = {
    kind: 'severeList',
    listId: 'A3-01',
    documentNo: 'SL-1',
    subjectName: '示例',
    creditCode: company,
    decidedOn: '2026-01-05',
    reason: '食品安全',
  };

  test('a list of Annex 3 takes entries once an operator has started it', async () => {
    expect(errorsOf(await intake.push(entry))).toEqual(['listId H-068']);
    const activation = '/severe-lists/A3-01/activation';
    expect(
      (await intake.call('PUT', activation, await intake.as('department', { organ: marketRegulation }), { active: true })).status,
    ).toBe(403);
    expect((await intake.call('PUT', activation, await intake.as('operator'), { active: true })).status).toBe(200);
    expect((await intake.push(entry)).body['recordKey']).toBe('severeList:A3-01:SL-1');
    const { body } = await intake.call('GET', '/severe-lists');
    const lists = body['lists'] as { listId: string; active: boolean }[];
    expect([lists.length, lists.filter(({ active }) => active).length]).toEqual([34, 8]);
  });

  test('a list is kept by its own department only', async () => {
    expect(errorsOf(await intake.push({ ...entry, listId: 'A2-03' }, ecology))).toEqual(['listId H-062']);
  });
});
