import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { eventually } from '@tongxiu/testkit';
import { Applicant, problemOf } from './applicant.js';
import { company, ecology, errorsOf, OpenIntake } from './open-intake.js';

jest.setTimeout(30_000);
const emergency = { code: '11150100011528060M', name: '呼和浩特市应急管理局', marketRegulation: false };
let intake: OpenIntake;
beforeAll(async () => {
  intake = await OpenIntake.open();
}, 60_000);
afterAll(() => intake.close(), 30_000);

const regime = {
  removalConditions: { zh: '整改到位并经复查合格。', en: 'Rectified, and found in order on re-inspection.' },
  procedure: { zh: '向认定部门申请，核实后移出。', en: 'Apply to the designating department; removal follows verification.' },
  materials: ['performanceProof', 'creditReport'],
  minimumMonths: 12,
};
const put = async (listId: string, body: object, organ = emergency) =>
  intake.call('PUT', `/severe-lists/${listId}/regime`, await intake.as('department', { organ }), body);
const listed = async (listId: string) =>
  ((await intake.call('GET', '/severe-lists')).body['lists'] as { listId: string; active: boolean; regime?: object }[]).find(
    (list) => list.listId === listId,
  );

test('a designating department sets down the regime of its list, and everybody reads it (H-063, H-077, H-079)', async () => {
  const answer = await put('A2-07', regime);
  expect([answer.status, answer.body]).toEqual([200, { listId: 'A2-07', active: true, ...regime }]);
  expect(await listed('A2-07')).toMatchObject({ regime });
  await put('A2-07', regime);
  await put('A2-07', { ...regime, materials: ['performanceProof'] });
  const heard = await eventually(() => {
    const found = intake.heardOf('severe-list:A2-07');
    return found.length === 2 && found;
  });
  expect(heard).toMatchObject([
    { type: 'intake.list-regime-changed.v1', sequence: '1', data: { listId: 'A2-07', active: true, materials: regime.materials } },
    { sequence: '2', data: { materials: ['performanceProof'] } },
  ]);
  expect(JSON.stringify(heard[0]?.data['removalConditions'])).toContain('12');
});

test('activation stays with the operator and is told with the regime, or that one is to come (H-068)', async () => {
  const activate = async (active: boolean) => intake.call('PUT', '/severe-lists/A3-18/activation', await intake.as('operator'), { active });
  expect((await activate(true)).body).toEqual({ listId: 'A3-18', active: true });
  await activate(true);
  await activate(false);
  await eventually(() => intake.heardOf('severe-list:A3-18').length === 2);
  expect(intake.heardOf('severe-list:A3-18').map(({ data }) => [data['active'], data['materials']])).toEqual([
    [true, []],
    [false, []],
  ]);
  expect(await listed('A3-18')).toMatchObject({ active: false });
});

test('another department, an unknown list or an empty sentence changes nothing (H-061)', async () => {
  expect([...problemOf(await put('A2-07', regime, ecology)), ...errorsOf(await put('A2-07', regime, ecology))]).toEqual([
    403,
    'not-your-list',
    'listId H-063',
  ]);
  expect((await put('A9-01', regime)).status).toBe(404);
  const bad = { ...regime, procedure: { zh: ' ', en: 'x' }, materials: ['photo', 'photo'], minimumMonths: 0 };
  expect(errorsOf(await put('A2-07', bad))).toEqual(expect.arrayContaining(['procedure.zh', 'materials', 'minimumMonths']));
});

test('an application about the list brings what its regime asks for (H-064)', async () => {
  const applicant = await Applicant.of(intake);
  await put('A2-07', regime);
  const row = { kind: 'severeList', listId: 'A2-07', documentNo: '安-1', subjectName: '示例公司', creditCode: company, reason: '事故' };
  const pushed = await intake.push({ action: 'list', ...row, decidedOn: '2025-03-02', CF_YJ: '《安全生产法》' }, emergency);
  const recordKey = String(pushed.body['recordKey']);
  const refused = await applicant.apply(recordKey);
  expect([refused.status, errorsOf(refused)]).toEqual([422, ['recordKey H-036', 'materials H-064']]);
  intake.clock.advance(24 * 3_600_000);
  const { body } = await intake.upload('creditReport', '%PDF-1.7 report');
  const materials = [...applicant.materials, { kind: 'creditReport', materialId: body['materialId'] }];
  expect((await applicant.apply(recordKey, { materials })).body).toMatchObject({ channel: 'designatingUnit' });
});
