import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { year2027 } from '@tongxiu/testkit';
import { builtInCalendar } from '@tongxiu/working-days';
import { Applicant } from './applicant.js';
import { company, OpenIntake, type Answer } from './open-intake.js';

jest.setTimeout(30_000);
let intake: OpenIntake;
let applicant: Applicant;
beforeAll(async () => {
  intake = await OpenIntake.open();
  applicant = await Applicant.of(intake);
}, 60_000);
afterAll(() => intake.close(), 30_000);

const withNextYear = {
  edition: 'CN-2027',
  years: { ...builtInCalendar.years, '2027': year2027 },
};
const load = async (edition: object): Promise<Answer> => intake.call('POST', '/calendars', await intake.as('operator'), edition);

test('what a company is told of a limit is unknown until the calendar has the year, and known as soon as it is loaded', async () => {
  const [first, second] = [await applicant.list('历-1'), await applicant.list('历-2')];
  intake.clock.set('2026-12-31T02:00:00.000Z');
  expect((await applicant.apply(first)).body).toMatchObject({ acceptBy: null });

  expect((await load(withNextYear)).body).toEqual({ edition: 'CN-2027', outcome: 'loaded' });
  expect((await applicant.apply(second)).body).toMatchObject({ acceptBy: '2027-01-06' });
  const { body } = await applicant.get(`/records/${encodeURIComponent(await applicant.list('历-3'))}/eligibility`);
  expect((body['ifAppliedOn'] as { steps: object[] }).steps).toContainEqual(
    expect.objectContaining({ what: 'accept', dueDate: '2027-01-06' }),
  );
});

test('an operator alone loads it, and a faulty one changes nothing', async () => {
  const asApplicant = await intake.as('applicant', { creditCode: company });
  expect((await intake.call('POST', '/calendars', asApplicant, withNextYear)).status).toBe(403);
  const faulty = { edition: 'CN-2028', years: { 2028: { holidays: ['2028-13-01'], makeUpDays: [] } } };
  expect((await load(faulty)).status).toBe(422);
  expect((await intake.call('GET', '/calendars/current', await intake.as('operator'))).body).toMatchObject({ edition: 'CN-2027' });
});
