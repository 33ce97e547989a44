import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { Applicant } from './applicant.js';
import { company, ecology, errorsOf, marketRegulation, OpenIntake, otherCompany, type Answer } from './open-intake.js';

jest.setTimeout(30_000);
let intake: OpenIntake;
let applicant: Applicant;
beforeAll(async () => {
  intake = await OpenIntake.open();
  applicant = await Applicant.of(intake);
}, 60_000);
afterAll(() => intake.close(), 30_000);

const at = (recordKey: string, door: string) => `/records/${encodeURIComponent(recordKey)}/${door}`;
const ask = (recordKey: string, query = ''): Promise<Answer> => applicant.get(`${at(recordKey, 'eligibility')}${query}`);
async function issue(recordKey: string, kind: string, organ?: typeof ecology): Promise<Answer> {
  const form = new FormData();
  form.append('kind', kind);
  form.append('file', new Blob([`%PDF-1.7 issued ${kind}`]), 'file');
  return intake.call(
    'POST',
    at(recordKey, 'issued-materials'),
    organ === undefined ? await intake.as('operator') : await intake.as('department', { organ }),
    form,
  );
}

test('a company asks about its own record, today or on another day (J-039)', async () => {
  const recordKey = await applicant.list('资-1');
  const today = await ask(recordKey);
  expect(today).toMatchObject({
    status: 200,
    body: { recordKey, asOf: '2026-03-02', repairable: true, missingMaterials: [], channel: 'creditChina' },
  });
  const early = (await ask(recordKey, '?asOf=2025-08-01')).body;
  expect(early).toMatchObject({ repairable: false, repairableFrom: '2025-09-15', broken: [{ rule: 'H-012', until: '2025-09-14' }] });
  await applicant.apply(recordKey);
  expect((await ask(recordKey)).body).toMatchObject({ repairable: false, broken: [{ rule: 'H-046' }] });
});

test('others see nothing of it, and a day must be one', async () => {
  const recordKey = await applicant.list('资-2');
  const path = at(recordKey, 'eligibility');
  expect((await applicant.get(path, otherCompany)).status).toBe(404);
  const departments = [ecology, marketRegulation].map(async (organ) =>
    intake.call('GET', path, await intake.as('department', { organ })).then(({ status }) => status),
  );
  expect(await Promise.all(departments)).toEqual([200, 404]);
  expect((await intake.call('GET', path)).status).toBe(401);
  expect(errorsOf(await ask(recordKey, '?asOf=2026-02-30'))).toEqual(['asOf']);
  expect(errorsOf(await ask(recordKey, '?asOf=2025-06-13'))).toEqual(['asOf H-018']);
  expect((await ask('penalty:11150100011528052L:无')).status).toBe(404);
});

test('the organ of a record issues materials, which count at once and which the application names (H-085, H-047)', async () => {
  const recordKey = await applicant.list('资-3', { CF_XDR_SHXYM: otherCompany });
  const asOther = (path: string) => applicant.get(path, otherCompany);
  expect((await asOther(at(recordKey, 'eligibility'))).body['missingMaterials']).toEqual([
    'authorisation',
    'performanceProof',
    'commitmentLetter',
  ]);
  const issued = await issue(recordKey, 'performanceProof', ecology);
  expect(issued).toMatchObject({ status: 201, body: { kind: 'performanceProof' } });
  expect((await issue(recordKey, 'performanceProof', ecology)).body).toEqual(issued.body);
  const { body } = await asOther(at(recordKey, 'eligibility'));
  expect(body['missingMaterials']).toEqual(['authorisation', 'commitmentLetter']);
  expect(JSON.stringify(body['materials'])).toContain('"issued":true');
  expect((await asOther(at(recordKey, 'issued-materials'))).body['materials']).toMatchObject([issued.body]);
  expect((await asOther(`/materials/${String(issued.body['materialId'])}`)).status).toBe(200);

  expect((await issue(recordKey, 'performanceProof', marketRegulation)).status).toBe(404);
  expect(errorsOf(await issue(recordKey, 'authorisation', ecology))).toEqual(['kind H-085']);
  expect((await applicant.get(at(recordKey, 'issued-materials'), company)).status).toBe(404);
});

test('the public-credit institution issues credit reports and training certificates for an application (J-009, J-046, J-048)', async () => {
  const recordKey = await applicant.list('资-4');
  expect((await issue(recordKey, 'creditReport')).body).toMatchObject({ kind: 'creditReport' });
  expect((await issue(recordKey, 'trainingCertificate')).status).toBe(201);
  expect(errorsOf(await issue(recordKey, 'performanceProof'))).toEqual(['kind H-085']);
  expect(errorsOf(await issue(recordKey, 'creditReport', ecology))).toEqual(['kind H-085']);
  const { body } = await applicant.get(at(recordKey, 'issued-materials'));
  expect(body['materials']).toHaveLength(2);
});
