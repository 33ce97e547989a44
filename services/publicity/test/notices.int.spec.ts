import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { RecordListedV1 } from '@tongxiu/contracts';
import { inflateRawSync } from 'node:zlib';
import { record } from '../src/domain/example-happenings.js';
import { annexOne } from '../src/domain/notice/annex-one.js';
import { organ, PublicityUnderTest } from './open-publicity.js';

let publicity: PublicityUnderTest;
const keyOf = (name: string): string => `penalty:${organ.code}:${name}`;
const department = { role: 'department' as const, organ };
const stranger = { role: 'department' as const, organ: { ...organ, code: '11150100000000002X' } };
const fine = keyOf('fine');

beforeAll(async () => {
  publicity = await PublicityUnderTest.open();
  await publicity.tell(RecordListedV1, publicity.listing(fine, { subjectName: '呼和浩特市淼堃（集团）有限公司' }));
  await publicity.tell(RecordListedV1, publicity.listing(keyOf('rare'), { subjectName: '𠮷𱍐有限公司' }));
  await publicity.tell(RecordListedV1, publicity.listing(keyOf('warning'), { penaltyKinds: ['warning', 'criticism'] }));
  await publicity.tell(RecordListedV1, publicity.listing(keyOf('warning-and-fine'), { penaltyKinds: ['warning', 'fine'] }));
  await publicity.tell(RecordListedV1, publicity.listing(`abnormalOperation:${organ.code}:1`, { kind: 'abnormalOperation' }));
  for (const key of [fine, keyOf('rare'), keyOf('warning'), keyOf('warning-and-fine'), `abnormalOperation:${organ.code}:1`])
    await publicity.until(key, 'shown');
}, 60_000);
afterAll(() => publicity.close());

const path = (recordKey: string, rest: string): string => `/records/${encodeURIComponent(recordKey)}/${rest}`;

/** The text of a part of a DOCX file, which is a ZIP archive. */
function partOf(archive: Buffer, name: string): string {
  const at = archive.lastIndexOf(name, archive.lastIndexOf('PK\u0005\u0006', undefined, 'latin1'), 'utf8');
  const entry = archive.lastIndexOf('PK\u0001\u0002', at, 'latin1');
  const [packed, local] = [archive.readUInt32LE(entry + 20), archive.readUInt32LE(entry + 42)];
  const from = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  const bytes = archive.subarray(from, from + packed);
  return (archive.readUInt16LE(entry + 10) === 0 ? bytes : inflateRawSync(bytes)).toString();
}
const wordsOf = (xml: string): string => [...xml.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/gu)].map(([, words]) => words).join('');

describe('the notice of a penalty (H-050)', () => {
  test('is a document in two copies, addressed, signed and dated (H-089, H-102, H-103)', async () => {
    const { status, headers, bytes } = await publicity.ask(path(fine, 'notice?on=2026-11-20'), { as: department });
    expect(status).toBe(200);
    expect(headers.get('content-disposition')).toContain(encodeURIComponent(annexOne.title));
    const words = wordsOf(partOf(bytes, 'word/document.xml'));
    for (const part of [...annexOne.body, annexOne.remark, '呼和浩特市淼堃（集团）有限公司：', `${organ.name}2026年11月20日`])
      expect(words.split(part)).toHaveLength(3);
    expect(wordsOf(partOf(bytes, 'word/footer1.xml')) + wordsOf(partOf(bytes, 'word/footer2.xml'))).toMatch(/留存执法案卷.*交当事人/u);
  });

  test('is also a PDF with its own font, of one page for each copy (H-103)', async () => {
    const { status, headers, bytes } = await publicity.ask(path(fine, 'notice?format=pdf'), { as: department });
    expect([status, headers.get('content-type')]).toEqual([200, 'application/pdf']);
    const text = bytes.toString('latin1');
    expect(text.startsWith('%PDF-')).toBe(true);
    expect(text).toContain('LXGWWenKai');
    expect(/\/Count (\d+)/u.exec(text)?.[1]).toBe('2');
  }, 20_000);

  test('is refused as PDF where the font lacks a character, and made as DOCX', async () => {
    expect(await publicity.ask(path(keyOf('rare'), 'notice?format=pdf'), { as: department })).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'format', message: { zh: expect.stringContaining('𱍐') } }] },
    });
    expect((await publicity.ask(path(keyOf('rare'), 'notice'), { as: department })).status).toBe(200);
  }, 20_000);

  test.each([
    ['a warning and criticism alone', keyOf('warning'), 'H-051', '五(三)'],
    ['a record that is no penalty', `abnormalOperation:${organ.code}:1`, 'H-050', '五(三)'],
  ])('does not exist for %s (%#: H-050, H-051)', async (_case, recordKey, rule, clause) => {
    expect(await publicity.ask(path(recordKey, 'notice'), { as: department })).toMatchObject({
      status: 422,
      body: { errors: [{ rule, clause }] },
    });
    const body = { servedOn: '2026-11-20', decisionServedOn: '2026-11-20', receiptReference: '1' };
    expect(await publicity.ask(path(recordKey, 'notice-service'), { as: department, body })).toMatchObject({
      status: 422,
      body: { errors: [{ rule }] },
    });
  });

  test('exists for a warning with a fine (H-051)', async () => {
    expect((await publicity.ask(path(keyOf('warning-and-fine'), 'notice'), { as: department })).status).toBe(200);
  });

  test('is made by the department that penalised, and by nobody else (H-049)', async () => {
    expect(await publicity.ask(path(fine, 'notice'), { as: stranger })).toMatchObject({
      status: 403,
      body: { errors: [{ rule: 'H-049' }] },
    });
    expect((await publicity.ask(path(fine, 'notice'))).status).toBe(401);
    expect((await publicity.ask(path(fine, 'notice'), { as: { role: 'applicant', creditCode: record.creditCode } })).status).toBe(403);
    expect((await publicity.ask(path(keyOf('never'), 'notice'), { as: department })).status).toBe(404);
    expect((await publicity.ask(path(fine, 'notice?on=2026-02-30'), { as: department })).status).toBe(400);
  });
});

describe('both documents delivered together (H-048)', () => {
  const coverage = async () => (await publicity.ask('/notice-services', { as: department })).body;
  const serve = (body: object, as: typeof department | typeof stranger = department) =>
    publicity.ask(path(fine, 'notice-service'), { as, body });

  test('penalties without a service are listed, warnings are not (H-049, H-051)', async () => {
    expect(await coverage()).toMatchObject({
      coverage: [{ organCode: organ.code, organName: organ.name, required: 3, served: 0, together: 0 }],
      missing: [{ recordKey: fine }, { recordKey: keyOf('rare') }, { recordKey: keyOf('warning-and-fine') }],
    });
    const first = await publicity.ask('/notice-services?limit=1', { as: department });
    expect(first.body['missing']).toHaveLength(1);
    expect(
      (await publicity.ask(`/notice-services?limit=1&after=${encodeURIComponent(String(first.body['next']))}`, { as: department })).body[
        'missing'
      ],
    ).toMatchObject([{ recordKey: keyOf('rare') }]);
  });

  test('a service is recorded with both copies, and the last entry counts (H-103)', async () => {
    expect(await serve({ servedOn: '2026-11-21', decisionServedOn: '2026-11-20', receiptReference: '回证1' })).toMatchObject({
      status: 201,
      body: { together: false },
    });
    expect(await coverage()).toMatchObject({ coverage: [{ served: 1, together: 0 }] });
    expect(await serve({ servedOn: '2026-11-20', decisionServedOn: '2026-11-20', receiptReference: '回证1' })).toMatchObject({
      status: 201,
      body: {
        together: true,
        copies: [
          { copy: 'enforcementFile', heldBy: organ.name },
          { copy: 'party', heldBy: '呼和浩特市淼堃（集团）有限公司' },
        ],
      },
    });
    expect(await coverage()).toMatchObject({
      coverage: [{ required: 3, served: 1, together: 1 }],
      missing: [{ recordKey: keyOf('rare') }, {}],
    });
  });

  test.each([
    ['servedOn', { servedOn: '2026-01-14', decisionServedOn: '2026-01-15' }, 422],
    ['decisionServedOn', { servedOn: '2026-11-20', decisionServedOn: '2026-11-23' }, 422],
    ['servedOn', { servedOn: '2026-02-30', decisionServedOn: '2026-11-20' }, 400],
  ])('an impossible %s is refused (H-050)', async (field, days, status) => {
    expect(await serve({ ...days, receiptReference: '1' })).toMatchObject({ status, body: { errors: [{ field }] } });
  });

  test('the operator sees the coverage of every organ, a department only its own (H-049)', async () => {
    expect((await publicity.ask('/notice-services', { as: { role: 'operator' } })).body['coverage']).toMatchObject([
      { organCode: organ.code },
    ]);
    expect((await publicity.ask(`/notice-services?organ=${organ.code}`, { as: stranger })).status).toBe(403);
    expect((await serve({ servedOn: '2026-11-20', decisionServedOn: '2026-11-20', receiptReference: '1' }, stranger)).status).toBe(403);
  });
});

describe('a department adapts the text (H-050)', () => {
  const template = `/notice-templates/${organ.code}`;
  const put = (paragraphs: string[], as: typeof department | typeof stranger = department) =>
    publicity.ask(template, { as, method: 'PUT', body: { paragraphs } });

  test('until it does, it is that of the annex', async () => {
    expect((await publicity.ask(template, { as: department })).body).toMatchObject({ source: 'annex', paragraphs: annexOne.body });
  });

  test('what it leaves out is named, all of it (H-052, H-100)', async () => {
    expect(await put(['您好{name}'])).toMatchObject({
      status: 422,
      body: {
        errors: [
          { rule: 'H-052', clause: '五(三)' },
          { rule: 'H-097' },
          { rule: 'H-098' },
          { rule: 'H-100' },
          { rule: 'H-101' },
          { field: 'paragraphs[0]' },
        ],
      },
    });
    expect((await put([])).status).toBe(400);
    expect((await put([...annexOne.body], stranger)).status).toBe(403);
  });

  test('its own text is used from then on', async () => {
    expect((await put([...annexOne.body, '咨询{organName}。'])).body).toMatchObject({
      source: 'own',
      changedAt: '2026-11-22T01:00:00.000Z',
    });
    const { bytes } = await publicity.ask(path(fine, 'notice'), { as: department });
    expect(wordsOf(partOf(bytes, 'word/document.xml'))).toContain(`咨询${organ.name}。`);
  });
});
