import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import {
  ApplicationAcceptedV1,
  RepairApprovedV1,
  RepairRefusedV1,
  RepairShownV1,
  SupplementRequestedV1,
  type MaterialKind,
} from '@tongxiu/contracts';
import { eventually } from '@tongxiu/testkit';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { company, creditChina, ecology, errorsOf, OpenIntake, otherCompany, penaltyKey, penaltyRow, type Answer } from './open-intake.js';

jest.setTimeout(30_000);
let intake: OpenIntake;
let materials: { kind: MaterialKind; materialId: string }[];
beforeAll(async () => {
  intake = await OpenIntake.open({ PROGRESS_PER_MINUTE: '100' });
  materials = [];
  for (const kind of ['authorisation', 'performanceProof', 'commitmentLetter'] as const) {
    const { body } = await intake.upload(kind, `%PDF-1.7 ${kind}`);
    materials.push({ kind, materialId: String(body['materialId']) });
  }
}, 60_000);
afterAll(() => intake.close(), 30_000);

const statements = { corrected: true, obligationsPerformed: true, commitmentPublishable: true };
const list = async (documentNo: string, change: object = {}): Promise<string> => {
  await intake.push(penaltyRow(documentNo, change), ecology);
  return penaltyKey(documentNo, ecology);
};
const application = (recordKey: string, change: object = {}) => ({ recordKey, creditCode: company, statements, materials, ...change });
const apply = async (recordKey: string, change: object = {}, creditCode = company): Promise<Answer> =>
  intake.call('POST', '/applications', await intake.as('applicant', { creditCode }), application(recordKey, change));
const progressOf = (queryCode: unknown) => intake.call('GET', `/progress/${String(queryCode)}`);
const code = ({ status, body }: Answer) => [status, String(body['type'] ?? '').replace('urn:tongxiu:problem:', '')];
const reasons = [{ rule: 'H-029', clause: '四(二)1', message: { zh: '缺少履行证明', en: 'no proof of performance' } }];

describe('an application', () => {
  test('is submitted once, told to review with the record and its materials, and its holder can follow it to every site', async () => {
    const recordKey = await list('申-1');
    const answer = await apply(recordKey, { phone: '13800001234' });
    expect(answer.status).toBe(201);
    const { caseId, queryCode } = answer.body;
    expect(answer.body).toMatchObject({
      recordKey,
      channel: 'creditChina',
      submittedAt: '2026-03-02T01:00:00.000Z',
      acceptBy: '2026-03-05',
    });
    expect(queryCode).toMatch(/^[2-9A-HJ-NP-Z]{12}$/u);
    await eventually(() => intake.heardOf(recordKey).length === 2);
    expect(intake.heardOf(recordKey)[1]).toMatchObject({
      type: 'intake.application-submitted.v1',
      data: { caseId, recordRevision: 1, channel: 'creditChina', record: { documentNo: '申-1' }, materials: [{}, {}, {}] },
    });
    const message = await eventually(() => readFile(join(intake.folder, 'messages.ndjson'), 'utf8'));
    expect(message).toContain(String(queryCode));
    expect(message).not.toContain('13800001234');

    const told = { caseId: String(caseId), recordKey };
    const receipts = [{ site: 'credit-china', tier: 'national', receiptNo: 'R-1', appliedAt: '2026-03-04T02:00:01.000Z' }];
    // Two topics are not ordered among each other: here the last word arrives first.
    await intake.tell(RepairShownV1, { ...told, version: 2, receipts, shownAt: '2026-03-04T02:00:02.000Z' } as RepairShownV1);
    await eventually(async () => (await progressOf(queryCode)).body['stage'] === 'shown');
    await intake.tell(ApplicationAcceptedV1, { ...told, at: '2026-03-03T01:00:00.000Z', dueOn: '2026-03-12' } as ApplicationAcceptedV1);
    await intake.tell(RepairApprovedV1, {
      ...told,
      recordRevision: 1,
      rulebook: 'HHHT-2024',
      calendar: 'CN-2026',
      effects: ['terminatePublicity'],
      organCode: ecology.code,
      organName: ecology.name,
      decidedAt: '2026-03-04T02:00:00.000Z',
    } as RepairApprovedV1);
    const page = await eventually(async () => {
      const { body } = await progressOf(String(queryCode).toLowerCase());
      return (body['steps'] as unknown[]).length === 4 && body;
    });
    expect(page).toMatchObject({
      stage: 'shown',
      record: { documentNo: '申-1' },
      steps: [
        { stage: 'submitted', dueOn: '2026-03-05' },
        { stage: 'accepted', dueOn: '2026-03-12' },
        { stage: 'approved' },
        { stage: 'shown' },
      ],
      sites: receipts,
    });
    expect(code(await apply(recordKey))).toEqual([409, 'already-repaired']);
    // A correction pushed after the repair must not bring the record back.
    expect(code(await intake.push(penaltyRow('申-1', { CF_NR: '更正' }), ecology))).toEqual([409, 'already-repaired']);
  });

  test('a second one for the same listing is refused; only the owner learns which case it is', async () => {
    const recordKey = await list('申-2');
    const both = await Promise.all([apply(recordKey), apply(recordKey)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    const first = both.find(({ status }) => status === 201);
    const again = await apply(recordKey);
    expect([...code(again), ...errorsOf(again)]).toEqual([409, 'already-applied', 'recordKey H-046']);
    expect(JSON.stringify(again.body)).toContain('2026-03-02');
    expect(again.body['errors']).toMatchObject([{ caseId: first?.body['caseId'] }]);
    const stranger = await apply(recordKey, { creditCode: otherCompany, materials: [] }, otherCompany);
    expect(JSON.stringify(stranger.body)).not.toContain(String(first?.body['caseId']));
  });

  test('that was refused leaves the listing free for another', async () => {
    const recordKey = await list('申-3');
    const { body } = await apply(recordKey);
    const refused = { caseId: body['caseId'], recordKey, at: '2026-03-03T01:00:00.000Z', reasons, rulebook: 'HHHT-2024' };
    await intake.tell(RepairRefusedV1, refused as RepairRefusedV1);
    await eventually(async () => (await apply(recordKey)).status === 201);
    expect((await progressOf(body['queryCode'])).body).toMatchObject({ stage: 'refused', steps: [{}, { reasons }] });
  });

  test.each<[string, string, object, object, number, string[]]>([
    ['before three months', '早-1', { CF_JDRQ: '2025/12/02' }, {}, 422, ['recordKey H-012 2026-03-02']],
    ['before one year in food', '早-2', { domains: '食品', CF_JDRQ: '2025/06/14' }, {}, 422, ['recordKey H-014 2026-06-14']],
    ['that says the conduct is not corrected', '未-1', {}, { statements: { ...statements, corrected: false } }, 422, ['statements H-010']],
    ['without materials', '缺-1', {}, { materials: [] }, 422, ['materials H-028', 'materials H-029', 'materials H-030']],
    ['of another company', '他-1', {}, { creditCode: otherCompany }, 403, []],
  ])('%s is refused with everything that stands in the way', async (_case, documentNo, row, change, status, expected) => {
    const answer = await apply(await list(documentNo, row), change);
    expect(answer.status).toBe(status);
    const errors = (answer.body['errors'] as { field: string; rule?: string; until?: string }[]).map(({ field, rule, until }) =>
      [field, rule, until].filter(Boolean).join(' '),
    );
    for (const error of expected) expect(errors).toContain(error);
  });

  test('about a record nobody listed here, or that has been removed (H-008, H-011, J-005)', async () => {
    expect(code(await apply(penaltyKey('无'.repeat(3))))).toEqual([404, 'unknown-record']);
    const recordKey = await list('移-1');
    await intake.push({ action: 'remove', recordKey, removedOn: '2026-03-01', reason: '撤销' }, ecology);
    expect(errorsOf(await apply(recordKey))).toEqual(['recordKey H-011']);
  });

  test('whose form is wrong names every field', async () => {
    const answer = await apply('nonsense', { creditCode: 'x', extra: 1, statements: {} });
    expect(answer.status).toBe(400);
    expect(errorsOf(answer)).toEqual(
      expect.arrayContaining(['recordKey', 'creditCode', 'extra', 'statements.corrected', 'statements.obligationsPerformed']),
    );
  });

  test('batches are judged one by one', async () => {
    const [one, two] = [await list('批-1'), await list('批-2', { CF_JDRQ: '2026/02/01' })];
    const body = [application(one), application(two), application(one), { recordKey: one }, 7];
    const answer = await intake.call('POST', '/applications/batch', await intake.as('portal'), body);
    expect(answer.status).toBe(200);
    const results = answer.body['results'] as Record<string, unknown>[];
    expect(results.map(({ line, code: refusal }) => [line, refusal])).toEqual([
      [1, undefined],
      [2, 'not-possible'],
      [3, 'already-applied'],
      [4, 'malformed-request'],
      [5, 'malformed-request'],
    ]);
    expect(results[0]).toMatchObject({ caseId: expect.any(String), queryCode: expect.any(String) });
    await eventually(() => intake.heardOf(one).length === 2);
  });
});

describe('a supplement', () => {
  test('answers the one-time notice, once, and is told to review', async () => {
    const recordKey = await list('补-1');
    const { body } = await apply(recordKey);
    const path = `/applications/${String(body['caseId'])}/supplement`;
    const own = await intake.as('applicant', { creditCode: company });
    const supplement = { materials: materials.slice(0, 1) };
    expect(code(await intake.call('POST', path, own, supplement))).toEqual([409, 'no-supplement-asked-for']);

    const asked = { caseId: body['caseId'], recordKey, at: '2026-03-03T01:00:00.000Z', reasons };
    await intake.tell(SupplementRequestedV1, asked as SupplementRequestedV1);
    await eventually(async () => (await progressOf(body['queryCode'])).body['stage'] === 'supplementRequested');
    const stranger = await intake.as('applicant', { creditCode: otherCompany });
    expect((await intake.call('POST', path, stranger, supplement)).status).toBe(404);
    const wrong = { materials: [{ kind: 'creditReport', materialId: materials[0]?.materialId }] };
    expect(errorsOf(await intake.call('POST', path, own, wrong))).toEqual(['materials[0].kind H-027']);
    expect((await intake.call('POST', path, own, supplement)).status).toBe(200);
    expect((await intake.call('POST', path, own, supplement)).status).toBe(409);
    await eventually(() => intake.heardOf(recordKey).at(-1)?.type === 'intake.application-supplemented.v1');
    const file = await intake.call('GET', `/applications/${String(body['caseId'])}`, own);
    expect(file.body).toMatchObject({ stage: 'supplemented', materials: [{}, {}, {}, {}] });
    expect(file.body['queryCode']).toBeUndefined();
  });
});

describe('materials', () => {
  test('the same file of the same company and kind is the same material', async () => {
    const [one, two, other] = [
      await intake.upload('authorisation', '%PDF-1.7 same'),
      await intake.upload('authorisation', '%PDF-1.7 same'),
      await intake.upload('authorisation', '%PDF-1.7 same', otherCompany),
    ];
    expect(one.body).toEqual(two.body);
    expect(other.body['materialId']).not.toBe(one.body['materialId']);
    expect(one.body).toMatchObject({ kind: 'authorisation', bytes: 13 });
  });

  test('are read by their own company, and by reviewers of the unit that accepts the case only', async () => {
    await apply(await list('材-1'));
    const path = `/materials/${materials[0]?.materialId}`;
    const read = await intake.call('GET', path, await intake.as('reviewer', { organ: creditChina }));
    expect([read.status, read.headers.get('content-type'), read.body['text']]).toEqual([200, 'application/pdf', '%PDF-1.7 authorisation']);
    expect((await intake.call('GET', path, await intake.as('applicant', { creditCode: company }))).status).toBe(200);
    expect((await intake.call('GET', path, await intake.as('applicant', { creditCode: otherCompany }))).status).toBe(404);
    expect((await intake.call('GET', path, await intake.as('reviewer', { organ: ecology }))).status).toBe(404);
    expect((await intake.call('GET', path, await intake.as('reviewer'))).status).toBe(401);
    const inNoCase = await intake.upload('repairForm', '%PDF-1.7 in no case');
    const unread = `/materials/${String(inNoCase.body['materialId'])}`;
    expect((await intake.call('GET', unread, await intake.as('reviewer', { organ: creditChina }))).status).toBe(404);
  });

  test('an upload that cannot be read, and one of two files, are refused as such', async () => {
    const authorization = await intake.as('portal');
    const send = (body: string) => intake.call('POST', '/materials', authorization, body, 'multipart/form-data; boundary=x');
    const part = '--x\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\n%PDF-1\r\n';
    for (const body of ['--x\r\nhalf', part]) expect(code(await send(body))).toEqual([400, 'malformed-request']);
    const noBoundary = await intake.call('POST', '/materials', authorization, part, 'multipart/form-data');
    expect(code(noBoundary)).toEqual([400, 'malformed-request']);
    const two = await send(`${part}${part}--x--`);
    expect([code(two), errorsOf(two)]).toEqual([[400, 'malformed-request'], ['file']]);
  });

  test('a file over 8 MB, one of no known type, an empty one, and none', async () => {
    expect(code(await intake.upload('authorisation', `%PDF-${'x'.repeat(8 * 1024 * 1024)}`))).toEqual([413, 'too-large']);
    expect(code(await intake.upload('authorisation', 'MZ program'))).toEqual([415, 'material-type-not-supported']);
    expect(code(await intake.upload('authorisation', ''))).toEqual([415, 'material-type-not-supported']);
    expect(errorsOf(await intake.upload('photo', '%PDF-1', 'x'))).toEqual(['creditCode GB 32100-2015', 'kind']);
    const form = new FormData();
    form.append('kind', 'authorisation');
    const none = await intake.call('POST', '/materials', await intake.as('portal'), form);
    expect(errorsOf(none)).toEqual(['file', 'creditCode GB 32100-2015']);
    expect((await intake.call('POST', '/materials', await intake.as('portal'), {})).status).toBe(400);
  });

  test('an applicant uploads for its own company only', async () => {
    const form = new FormData();
    form.append('file', new Blob(['%PDF-1']), 'file');
    form.append('creditCode', otherCompany);
    form.append('kind', 'authorisation');
    expect((await intake.call('POST', '/materials', await intake.as('applicant', { creditCode: company }), form)).status).toBe(403);
  });
});

test('whoever tries query codes is sent away for the rest of the minute', async () => {
  const answers = [];
  for (let guess = 0; guess < 12; guess += 1) answers.push(await progressOf(`AAAABBBB${guess + 2000}`));
  expect(answers[0]?.status).toBe(404);
  expect(answers.at(-1)?.status).toBe(429);
  expect(Number(answers.at(-1)?.headers.get('retry-after'))).toBeGreaterThan(0);
  intake.clock.advance(61_000);
  expect((await progressOf('AAAABBBBCCCC')).status).toBe(404);
});
