import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import {
  ApplicationAcceptedV1,
  ApplicationWithdrawnV1,
  ObjectionDecidedV1,
  RepairApprovedV1,
  RepairRefusedV1,
  RepairRevokedV1,
} from '@tongxiu/contracts';
import { eventually } from '@tongxiu/testkit';
import { Applicant, problemOf, reasons } from './applicant.js';
import { company, ecology, errorsOf, marketRegulation, OpenIntake, otherCompany } from './open-intake.js';

jest.setTimeout(30_000);
const creditChina = { code: '11150100MB00090052', name: '信用中国', marketRegulation: false };
let intake: OpenIntake;
let applicant: Applicant;
beforeAll(async () => {
  intake = await OpenIntake.open();
  applicant = await Applicant.of(intake);
}, 60_000);
afterAll(() => intake.close(), 30_000);

const at = '2026-03-03T01:00:00.000Z';
async function refused(documentNo: string) {
  const recordKey = await applicant.list(documentNo);
  const { caseId, queryCode } = (await applicant.apply(recordKey)).body;
  const told = { caseId: String(caseId), recordKey };
  await intake.tell(RepairRefusedV1, { ...told, at, reasons, rulebook: 'HHHT-2024' } as RepairRefusedV1);
  await applicant.until(caseId, 'refused');
  return { ...told, queryCode, path: `/applications/${told.caseId}/objection` };
}

describe('a withdrawal', () => {
  test('is asked of review, shows at once, and frees the listing when review grants it', async () => {
    const recordKey = await applicant.list('撤-1');
    const { caseId } = (await applicant.apply(recordKey)).body;
    const path = `/applications/${String(caseId)}/withdrawal`;
    expect((await applicant.post(path, {}, otherCompany)).status).toBe(404);
    const asked = await applicant.post(path);
    expect([asked.status, asked.body]).toEqual([202, { caseId, requestedAt: intake.clock.now() }]);
    expect((await applicant.post(path)).body).toEqual(asked.body);
    expect(await applicant.stageOf(caseId)).toBe('withdrawalRequested');
    await eventually(() => intake.heardOf(recordKey).length === 3);
    expect(intake.heardOf(recordKey)[2]).toMatchObject({ type: 'intake.withdrawal-requested.v1', data: { caseId, recordKey } });
    expect(problemOf(await applicant.apply(recordKey))).toEqual([409, 'already-applied']);

    await intake.tell(ApplicationWithdrawnV1, { caseId: String(caseId), recordKey, at } as ApplicationWithdrawnV1);
    await applicant.until(caseId, 'withdrawn');
    expect((await applicant.apply(recordKey)).status).toBe(201);
    expect(problemOf(await applicant.post(path))).toEqual([409, 'too-late-to-withdraw']);
  });

  test('that came too late is passed by the decision', async () => {
    const recordKey = await applicant.list('撤-2');
    const { caseId } = (await applicant.apply(recordKey)).body;
    await applicant.post(`/applications/${String(caseId)}/withdrawal`);
    await intake.tell(ApplicationAcceptedV1, { caseId, recordKey, at } as ApplicationAcceptedV1);
    await intake.tell(RepairRefusedV1, { caseId, recordKey, at, reasons, rulebook: 'HHHT-2024' } as RepairRefusedV1);
    await applicant.until(caseId, 'refused');
  });
});

describe('an objection to a refusal (J-041)', () => {
  test('is filed once, is answered within 5 working days (J-042), and its rejection frees the listing with reasons (J-029)', async () => {
    const { caseId, recordKey, queryCode, path } = await refused('异-1');
    const [proof] = applicant.materials;
    const filed = await applicant.post(path, { grounds: '罚款已缴清', materials: [proof] });
    expect(filed).toMatchObject({ status: 201, body: { caseId, answerBy: '2026-03-09' } });
    const { objectionId } = filed.body;
    await eventually(() => intake.heardOf(recordKey).length === 3);
    const heard = intake.heardOf(recordKey)[2];
    expect(heard).toMatchObject({ type: 'intake.objection-filed.v1', data: { caseId, objectionId, materials: [{ ...proof }] } });
    expect(JSON.stringify(heard)).not.toContain('罚款已缴清');
    expect(problemOf(await applicant.post(path, { grounds: '再次' }))).toEqual([409, 'already-objected']);
    expect(problemOf(await applicant.apply(recordKey))).toEqual([409, 'already-applied']);

    const told = { caseId, recordKey, at, objectionId, upheld: false, reasons };
    await intake.tell(ObjectionDecidedV1, told as ObjectionDecidedV1);
    await applicant.until(caseId, 'objectionRejected');
    expect((await intake.call('GET', `/progress/${String(queryCode)}`)).body['steps']).toMatchObject([
      { stage: 'submitted' },
      { stage: 'refused', reasons },
      { stage: 'objected', dueOn: '2026-03-09' },
      { stage: 'objectionRejected', reasons },
    ]);
    expect((await applicant.apply(recordKey)).status).toBe(201);
  });

  test('that is upheld ends in an approval; a repair revoked for false materials (J-018) is shown as such and frees the listing', async () => {
    const { caseId, recordKey, path } = await refused('异-2');
    const { objectionId } = (await applicant.post(path, { grounds: '已履行' })).body;
    await intake.tell(ObjectionDecidedV1, { caseId, recordKey, at, objectionId, upheld: true, reasons } as ObjectionDecidedV1);
    const decision = { caseId, recordKey, recordRevision: 1, rulebook: 'HHHT-2024', organCode: ecology.code, organName: ecology.name };
    const approval = { ...decision, calendar: 'CN-2026', effects: ['terminatePublicity'], decidedAt: at };
    await intake.tell(RepairApprovedV1, approval as RepairApprovedV1);
    await applicant.until(caseId, 'approved');
    expect(problemOf(await applicant.apply(recordKey))).toEqual([409, 'already-repaired']);
    await intake.tell(RepairRevokedV1, { ...decision, at, reasons } as RepairRevokedV1);
    await applicant.until(caseId, 'revoked');
    expect((await applicant.apply(recordKey)).status).toBe(201);
  });

  test('is read by reviewers of the accepting unit and by the company, by nobody else', async () => {
    const { path } = await refused('异-3');
    const { objectionId } = (await applicant.post(path, { grounds: '理由' })).body;
    const read = async (organ: typeof ecology) =>
      intake.call('GET', `/objections/${String(objectionId)}`, await intake.as('reviewer', { organ }));
    expect((await read(creditChina)).body).toMatchObject({ grounds: '理由', creditCode: company });
    expect([(await read(ecology)).status, (await read(marketRegulation)).status]).toEqual([404, 404]);
    expect((await applicant.get(`/objections/${String(objectionId)}`)).status).toBe(200);
    expect((await applicant.get(`/objections/${String(objectionId)}`, otherCompany)).status).toBe(404);
  });

  test('needs a refusal, grounds, materials of the company, and something left to repair', async () => {
    const { recordKey, path } = await refused('异-4');
    expect(errorsOf(await applicant.post(path, { grounds: ' ' }))).toEqual(['grounds']);
    const strange = { grounds: '理由', materials: [{ kind: 'creditReport', materialId: applicant.materials[0]?.materialId }] };
    expect(errorsOf(await applicant.post(path, strange))).toEqual(['materials[0].kind H-027']);
    expect((await applicant.post(path, { grounds: '理由' }, otherCompany)).status).toBe(404);
    const { caseId } = (await applicant.apply(recordKey)).body;
    expect(problemOf(await applicant.post(path, { grounds: '理由' }))).toEqual([409, 'already-applied']);
    expect(problemOf(await applicant.post(`/applications/${String(caseId)}/objection`, { grounds: '理由' }))).toEqual([409, 'not-refused']);
    await intake.push({ action: 'remove', recordKey, removedOn: '2026-03-01', reason: '撤销' }, ecology);
    expect(problemOf(await applicant.post(path, { grounds: '理由' }))).toEqual([409, 'nothing-left']);
  });
});
