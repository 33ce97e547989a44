import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { testS3 } from '@tongxiu/testkit';
import { OpenIntake, penaltyRow } from '../open-intake.js';

const s3 = await testS3();
const sentence = 'a store of materials that is gone';

if ('missing' in s3) {
  describe.skip(`${sentence} (not run: ${s3.missing})`, () => {
    test.todo('uploads and downloads are asked to wait; everything else goes on');
  });
} else {
  const { endpoint, accessKeyId, secretAccessKey } = s3;
  const pdf = '%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n';

  describe(`${sentence}: ${s3.version}`, () => {
    let intake: OpenIntake;
    let line: Awaited<ReturnType<typeof openLine>>;

    beforeAll(async () => {
      line = await openLine(endpoint);
      intake = await OpenIntake.open({
        S3_ENDPOINT: line.endpoint,
        S3_BUCKET: `gone-${process.pid}-${Date.now()}`,
        S3_CREATE_BUCKET: 'on',
        S3_ACCESS_KEY_ID: accessKeyId,
        S3_SECRET_ACCESS_KEY: secretAccessKey,
      });
    });
    afterAll(async () => {
      await intake.close();
      await line.cut();
      await s3.stop();
    });

    test('uploads and downloads are asked to wait, everything else goes on, and both work again by themselves', async () => {
      const operator = await intake.as('operator');
      const { body } = await intake.upload('performanceProof', pdf);
      const path = `/materials/${String(body['materialId'])}`;
      await line.cut();
      for (const answer of [await intake.upload('performanceProof', `${pdf}% another`), await intake.call('GET', path, operator)]) {
        expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
        expect(answer.body).toMatchObject({ type: 'urn:tongxiu:problem:materials-not-available' });
      }
      expect((await intake.push(penaltyRow('GONE-1'))).status).toBe(201);
      expect((await intake.call('GET', '/health/ready')).status).toBe(200);
      await line.mend();
      expect((await intake.call('GET', path, operator)).body).toEqual({ text: pdf });
      expect((await intake.upload('performanceProof', `${pdf}% another`)).status).toBe(201);
    });
  });
}

/** A line to the server that can be cut and mended at the same address. */
async function openLine(target: string) {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => other.destroy());
      socket.pipe(other);
    }
  });
  const listen = (at: number): Promise<void> => new Promise((resolve) => server.listen(at, '127.0.0.1', resolve));
  await listen(0);
  const { port: own } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${own}`,
    mend: () => listen(own),
    cut: async (): Promise<void> => {
      for (const socket of sockets) socket.destroy();
      sockets.clear();
      if (server.listening) await new Promise((resolve) => server.close(resolve));
    },
  };
}
