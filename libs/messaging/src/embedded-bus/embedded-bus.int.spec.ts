import { afterAll, beforeAll } from '@jest/globals';
import { testPostgres, type TestPostgres } from '@tongxiu/testkit';
import { describeBus } from '../conformance/bus-conformance.js';
import { EmbeddedBus } from './embedded-bus.js';

let postgres: TestPostgres;
let databaseUrl: string;

beforeAll(async () => {
  postgres = await testPostgres();
  databaseUrl = await postgres.createDatabase();
}, 60_000);
afterAll(() => postgres.stop());

describeBus('the embedded bus', async () => new EmbeddedBus({ databaseUrl, retryFirstMs: 10, retryCapMs: 50, pollMs: 300, shareMs: 300 }));
