import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { execFile, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { RepairOutcomeV1 } from '@tongxiu/contracts';
import { KafkaBus } from '@tongxiu/messaging';
import { eventually, testKafka } from '@tongxiu/testkit';
import { Draws } from './draws.js';

jest.setTimeout(120_000);
const kafka = await testKafka();
const fileOf = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const example = JSON.parse(fileOf('libs/contracts/examples/sync.repair-outcome.v1.json')) as { readonly data: RepairOutcomeV1 };
/** A broker that was given may hold the outcomes of other specs and of earlier runs. */
const data: RepairOutcomeV1 = { ...example.data, recordKey: `${example.data.recordKey}-${randomUUID()}` };
const page = fileOf('docs/integrators/kafka.md');
/** The commands of the page, exactly as somebody would copy them. */
const [consoleConsumer = '', kcat = ''] = [...page.matchAll(/```sh\n(.+?)```/gsu)].map((block) => block[1]!.trim());

const cached = `${process.env['XDG_CACHE_HOME'] ?? `${process.env['HOME']}/.cache`}/tongxiu/kafka-4.3.0`;
const withJars = existsSync(cached) ? test : test.skip;
const withKcat = spawnSync('kcat', ['-V']).status === 0 ? test : test.skip;

const titles = [
  'Kafka’s console consumer reads an outcome with its key and its CloudEvents headers, by the command of the integrators’ page',
  'kcat reads the same, by the command of the integrators’ page',
] as const;

if ('missing' in kafka) {
  describe.skip(`Apache Kafka (not run: ${kafka.missing})`, () => {
    for (const title of titles) test.todo(title);
  });
} else {
  beforeAll(() => tellOutcome(kafka.brokers), 60_000);
  afterAll(() => kafka.stop(), 30_000);

  withJars(titles[0], async () => {
    expectOutcome(await shell(`${consoleConsumer} --timeout-ms 10000`, kafka.brokers));
  });

  withKcat(titles[1], async () => {
    expectOutcome(await shell(kcat, kafka.brokers));
  });
}

/** The whole way of the product: outbox, relay, Kafka. */
async function tellOutcome(brokers: readonly string[]): Promise<void> {
  const bus = new KafkaBus({ brokers, replicationFactor: 1, retentionMs: 3_600_000 });
  await bus.ensureTopics([{ name: RepairOutcomeV1.topic, partitions: 6 }]);
  const draws = await Draws.over(bus);
  await draws.service.tell({ event: RepairOutcomeV1, key: data.recordKey, sequence: data.version, data });
  await eventually(async () => (await draws.pool.query('select from outbox')).rowCount === 0);
  await draws.stop();
}

async function shell(command: string, brokers: readonly string[]): Promise<string> {
  const env = { ...process.env, KAFKA_BROKERS: brokers.join(','), LC_ALL: 'C.UTF-8', JAVA_TOOL_OPTIONS: '-Dfile.encoding=UTF-8' };
  const { stdout } = await promisify(execFile)('bash', ['-c', command], { env, timeout: 60_000 });
  return stdout;
}

function expectOutcome(printed: string): void {
  const [headers = '', key, value = ''] = printed
    .split('\n')
    .find((line) => line.includes(data.recordKey))!
    .split('\t');
  const { recordKey, version } = data;
  expect(key).toBe(recordKey);
  expect(JSON.parse(value)).toEqual(data);
  expect(headers).toContain('content-type');
  for (const expected of [
    /ce_specversion[:=]1\.0/u,
    /ce_id[:=][0-9a-f-]{36}/u,
    /ce_type[:=]sync\.repair-outcome\.v1/u,
    /ce_source[:=]\/tongxiu\//u,
    /ce_time[:=]\d{4}-/u,
    /signature[:=][\w-]+\.[\w-]{43}\b/u,
  ]) {
    expect(headers).toMatch(expected);
  }
  expect(headers).toMatch(new RegExp(`ce_sequence[:=]${version}`, 'u'));
  expect(headers.replaceAll('=', ':')).toContain(`ce_subject:${recordKey}`);
}
