import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import {
  ApplicationAcceptedV1,
  ObjectionDecidedV1,
  ReminderDueV1,
  RepairApprovedV1,
  RepairShownV1,
  RepairRefusedV1,
} from '@tongxiu/contracts';
import { eventually } from '@tongxiu/testkit';
import { Applicant, reasons } from './applicant.js';
import { company, ecology, OpenIntake, otherCompany, penaltyKey } from './open-intake.js';

jest.setTimeout(30_000);
const at = '2026-03-03T01:00:00.000Z';

describe('short messages to a file', () => {
  let intake: OpenIntake;
  let applicant: Applicant;
  beforeAll(async () => {
    intake = await OpenIntake.open();
    applicant = await Applicant.of(intake);
  }, 60_000);
  afterAll(() => intake.close(), 30_000);

  const sent = async (): Promise<{ to: string; kind: string; text: string }[]> =>
    (await readFile(join(intake.folder, 'messages.ndjson'), 'utf8').catch(() => ''))
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as { to: string; kind: string; text: string });
  const kindsTo = async (to: string) => (await sent()).filter((message) => message.to === to).map(({ kind }) => kind);
  const contact = async (method: 'PUT' | 'DELETE', phone?: string, creditCode = company) =>
    intake.call(method, `/companies/${company}/contact`, await intake.as('applicant', { creditCode }), phone && { phone });

  test('tell the query code and every step once (H-034); the last one takes the number along', async () => {
    const recordKey = await applicant.list('信-1');
    const { caseId, queryCode } = (await applicant.apply(recordKey, { phone: '13811110001' })).body;
    const to = '138****0001';
    await eventually(async () => (await kindsTo(to)).length === 1);
    expect((await sent())[0]?.text).toContain(String(queryCode));
    const told = { caseId: String(caseId), recordKey };
    await intake.tell(ApplicationAcceptedV1, { ...told, at, dueOn: '2026-03-12' } as ApplicationAcceptedV1);
    await eventually(async () => (await kindsTo(to)).length === 2);
    const decision = { rulebook: 'HHHT-2024', calendar: 'CN-2026', effects: ['terminatePublicity'], organCode: ecology.code };
    const approval = { ...told, recordRevision: 1, ...decision, organName: ecology.name, decidedAt: at };
    await intake.tell(RepairApprovedV1, approval as RepairApprovedV1);
    await eventually(async () => (await kindsTo(to)).length === 3);
    const receipts = [{ site: 'credit-china', tier: 'national', receiptNo: 'R-1', appliedAt: at }];
    await intake.tell(RepairShownV1, { ...told, version: 2, receipts, shownAt: at } as RepairShownV1);
    await eventually(async () => (await kindsTo(to)).length === 4);
    expect(await kindsTo(to)).toEqual(['submitted', 'accepted', 'approved', 'shown']);
    expect((await sent()).map(({ text: said }) => said).join()).toContain('2026-03-12');
    expect(await intake.query('select * from case_contact')).toEqual([]);
    expect(await intake.query('select * from message_outbox')).toEqual([]);
  });

  test('keep no number that can be read in the database, and none in a log or file', async () => {
    const recordKey = await applicant.list('信-2');
    const { caseId } = (await applicant.apply(recordKey, { phone: '13811110002' })).body;
    await eventually(async () => (await kindsTo('138****0002')).length === 1);
    const kept = await intake.query('select phone from case_contact');
    expect(kept).toHaveLength(1);
    expect(JSON.stringify(kept)).not.toContain('1381111');
    expect(JSON.stringify(await sent())).not.toContain('13811110002');
    await intake.tell(RepairRefusedV1, { caseId, recordKey, at, reasons, rulebook: 'HHHT-2024' } as RepairRefusedV1);
    await eventually(async () => (await intake.query('select * from case_contact')).length === 0);
    // The refusal took the number along; an objection names one again, and its answer is told there.
    const path = `/applications/${String(caseId)}/objection`;
    const { objectionId } = (await applicant.post(path, { grounds: '已履行', phone: '13811110022' })).body;
    await intake.tell(ObjectionDecidedV1, { caseId, recordKey, at, objectionId, upheld: false, reasons } as ObjectionDecidedV1);
    await eventually(async () => (await kindsTo('138****0022')).length === 1);
    expect(await intake.query('select * from case_contact')).toEqual([]);
  });

  test('remind a company that left its number, until it takes the number back (H-084)', async () => {
    const recordKey = penaltyKey('信-3', ecology);
    const remind = (reminder: string) =>
      intake.tell(ReminderDueV1, { recordKey, creditCode: company, reminder, periodEndsOn: '2026-03-14', at } as ReminderDueV1);
    expect((await contact('PUT', '13811110003', otherCompany)).status).toBe(403);
    expect((await contact('PUT', '138')).status).toBe(400);
    expect((await contact('PUT', '13811110003')).status).toBe(204);
    await remind('minimumEnded');
    await eventually(async () => (await kindsTo('138****0003')).length === 1);
    // An application that names no number is told to the one the company left.
    await applicant.apply(await applicant.list('信-3'));
    await eventually(async () => (await kindsTo('138****0003')).length === 2);
    expect(await kindsTo('138****0003')).toEqual(['minimumEnded', 'submitted']);
    expect((await sent()).find(({ kind }) => kind === 'minimumEnded')?.text).toContain('2026-03-14');
    expect((await contact('DELETE')).status).toBe(204);
    await remind('maximumNear');
    await applicant.apply(await applicant.list('信-4'), { phone: '13811110004' });
    await eventually(async () => (await kindsTo('138****0004')).length === 1);
    expect(await kindsTo('138****0003')).toHaveLength(2);
  });
});

describe('short messages to a gateway', () => {
  const secret = 'spec-secret';
  const got: { id: string; to: string; text: string }[] = [];
  let answers: ((ids: readonly string[]) => readonly [number, unknown])[] = [];
  let gateway: Server;
  let intake: OpenIntake;
  let signed = 0;
  beforeAll(async () => {
    gateway = createServer((request, response) => {
      void text(request).then((body) => {
        const stamp = String(request.headers['x-tongxiu-timestamp']);
        const expected = createHmac('sha256', secret).update(`${stamp}.${body}`).digest('hex');
        if (request.headers['x-tongxiu-signature'] === expected) signed += 1;
        const { messages } = JSON.parse(body) as { messages: typeof got };
        got.push(...messages);
        const [status, answer] = answers.shift()?.(messages.map(({ id }) => id)) ?? [200, undefined];
        response.writeHead(status).end(answer === undefined ? '' : JSON.stringify(answer));
      });
    });
    await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/sms`;
    intake = await OpenIntake.open({
      SMS_GATEWAY_URL: url,
      SMS_GATEWAY_SECRET: secret,
      CONTACT_KEY: Buffer.alloc(32, 7).toString('base64'),
    });
  }, 60_000);
  afterAll(async () => {
    await intake.close();
    gateway.close();
  }, 30_000);

  const operator = async () => (await intake.call('GET', '/messages', await intake.as('operator'))).body;

  test('are signed, and sent again under the same id when the gateway failed', async () => {
    answers = [() => [503, { reason: 'busy' }]];
    const applicant = await Applicant.of(intake);
    await applicant.apply(await applicant.list('网-1'), { phone: '13822220001' });
    await eventually(() => got.length === 2);
    expect(got[0]).toEqual(got[1]);
    expect(got[0]).toMatchObject({ to: '13822220001' });
    await eventually(async () => (await operator())['waiting'] === 0);
    expect(signed).toBe(2);
  });

  test('one the gateway can never deliver is given up where an operator sees it, without number and text', async () => {
    answers = [([id]) => [200, { results: [{ id, accepted: false, reason: 'no such number', permanent: true }] }]];
    const applicant = await Applicant.of(intake);
    const { caseId } = (await applicant.apply(await applicant.list('网-2'), { phone: '13822220002' })).body;
    const state = await eventually(async () => {
      const { givenUp } = (await operator()) as { givenUp?: { caseId: string }[] };
      return (givenUp ?? []).find((message) => message.caseId === caseId);
    });
    expect(state).toMatchObject({ kind: 'submitted', why: 'no such number' });
    expect(await intake.query(`select phone, text from message_outbox where given_up_at is not null`)).toEqual([
      { phone: null, text: null },
    ]);
  });
});

test('an application made at a service window is submitted by its portal and marked so (J-051)', async () => {
  const intake = await OpenIntake.open();
  const applicant = await Applicant.of(intake);
  const recordKey = await applicant.list('窗-1');
  expect((await applicant.apply(recordKey, { channelOfEntry: 'window' })).status).toBe(403);
  const application = { recordKey, creditCode: company, materials: applicant.materials, channelOfEntry: 'window' };
  const statements = { corrected: true, obligationsPerformed: true, commitmentPublishable: true };
  const { body } = await intake.call('POST', '/applications', await intake.as('portal'), { ...application, statements });
  expect((await applicant.get(`/applications/${String(body['caseId'])}`)).body['channelOfEntry']).toBe('window');
  await intake.close();
}, 60_000);
