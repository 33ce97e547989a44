import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import excel from 'exceljs';
import { marketBureau, ReviewUnderTest, today, waterBureau } from './review-under-test.js';

let review: ReviewUnderTest;
let approved: string;
let refused: string;
beforeAll(async () => {
  review = await ReviewUnderTest.start();
  approved = await review.openCase({ submittedAt: '2026-02-26T02:00:00.000Z' }, true);
  const findings = { ...sound, references: ['volunteering'] };
  await review.creditChina.post(`/reviews/${approved}/decision`, { decision: 'approve', findings });
  const application = review.application({ record: { subjectName: '=HYPERLINK("http://example.com")有限公司' } });
  refused = application.caseId;
  await review.receive(application);
  await review.creditChina.post(`/reviews/${refused}/acceptance`);
  review.clock.set('2026-03-20T02:00:00.000Z');
  await review.creditChina.post(`/reviews/${refused}/decision`, { decision: 'refuse', findings: sound, reasons: because });
  await review.receive(review.objection(refused, application.recordKey));
  await review.receive(review.withdrawal(refused, application.recordKey));
  review.clock.set(today);
  await review.openCase({ channel: 'publicitySystem', record: { kind: 'abnormalOperation', penaltyKinds: [] } });
}, 60_000);
afterAll(() => review.stop());

const sound = { corrected: true, obligationsPerformed: true, commitmentPublishable: true, untrue: false };
const because = [{ rule: 'H-010', message: { zh: '罚款尚未缴清。', en: 'The fine is not paid in full.' } }];

const casesIn = async (query: string, caller = review.operator): Promise<string[]> =>
  ((await caller.get(`/archive?${query}`)).body['items'] as { caseId: string }[]).map(({ caseId }) => caseId);

describe('the archive (台账) of repairs (J-037)', () => {
  test('tells every step, limit, breach, decision, rulebook, calendar and reason of a case (J-029)', async () => {
    const { body } = await review.operator.get('/archive?limit=200');
    expect((body['items'] as { caseId: string }[]).find(({ caseId }) => caseId === refused)).toMatchObject({
      stage: 'refused',
      rulebook: 'HHHT-2024',
      record: { documentNo: expect.any(String) },
      steps: [
        { move: 'accept', by: { organName: expect.any(String) } },
        { move: 'refuse', reasons: because, judgement: { calendar: 'CN-2026' } },
        { move: 'object', by: null },
      ],
      objection: { stage: 'filed' },
      notes: [{ code: 'withdrawal-too-late' }],
    });
  });

  test('by day, kind and organ, page by page in the order of submission', async () => {
    expect(await casesIn('from=2026-02-26&to=2026-02-26')).toEqual([approved]);
    expect(await casesIn('kind=abnormalOperation')).toHaveLength(1);
    expect(await casesIn(`organ=${marketBureau.code}`)).toHaveLength(1);
    const { body } = await review.operator.get('/archive?limit=1');
    const rest = await casesIn(`limit=200&after=${encodeURIComponent(String(body['next']))}`);
    expect([(body['items'] as { caseId: string }[])[0]?.caseId, ...rest]).toEqual(await casesIn('limit=200'));
  });

  test('of the own organ only, unless an operator asks', async () => {
    expect(await casesIn('', review.creditChina)).toEqual([approved, refused]);
    expect(await casesIn('', review.as('reviewer', waterBureau))).toEqual([]);
    expect((await review.creditChina.get(`/archive?organ=${marketBureau.code}`)).status).toBe(403);
    expect((await review.as('applicant').get('/archive')).status).toBe(403);
  });

  test.each([
    ['from=2026-02-30', 'from'],
    ['from=2026-03-02&to=2026-03-01', 'to'],
    ['kind=everything', 'kind'],
    ['after=nonsense', 'after'],
  ])('%s is no question', async (query, field) => {
    const answer = await review.operator.get(`/archive?${query}`);
    expect(answer.status).toBe(400);
    expect(answer.body.errors?.[0]?.field).toBe(field);
  });

  test('as a workbook: one row a case under Chinese headers, and text stays text (J-037, J-047)', async () => {
    const answer = await review.creditChina.download('/archive.xlsx');
    expect(answer.headers.get('content-type')).toContain('spreadsheetml');
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="credit-repair-archive-2026-03-02.xlsx"');
    const workbook = new excel.Workbook();
    await workbook.xlsx.load(await answer.arrayBuffer());
    const sheet = workbook.worksheets[0];
    const headers = (sheet?.getRow(1).values as string[]).slice(1);
    const rows = [2, 3].map((number) =>
      Object.fromEntries(headers.map((header, index) => [header, sheet?.getRow(number).getCell(index + 1).value])),
    );
    expect(sheet?.rowCount).toBe(3);
    expect(rows[0]).toMatchObject({
      申请编号: approved,
      决定结果: '准予修复',
      重要参考: '志愿服务',
      适用规则: 'HHHT-2024',
      工作日历: 'CN-2026',
    });
    expect(rows[1]).toMatchObject({
      申请编号: refused,
      信用主体: '=HYPERLINK("http://example.com")有限公司',
      信息类别: '行政处罚',
      当前状态: '不予修复',
      提交时间: '2026-03-02 10:00',
      决定期限: '2026-03-11',
      决定时间: '2026-03-20 10:00',
      理由: expect.stringContaining('罚款尚未缴清'),
      超期情况: '决定期限2026-03-11，2026-03-20 10:00办理',
      异议提出时间: '2026-03-20 10:00',
      异议结果: '待处理',
      备注: expect.stringContaining('撤回'),
    });
  });
});
