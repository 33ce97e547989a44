import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { run } from './program.js';

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function tongxiu(words: readonly string[], stdin = ''): Promise<Ran> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const [out, err] = [text(stdout), text(stderr)];
  const code = await run(words, { stdin: Readable.from([stdin]), stdout, stderr });
  stdout.end();
  stderr.end();
  return { code, out: await out, err: await err };
}

const json = async (...words: string[]): Promise<unknown> => JSON.parse((await tongxiu([...words, '--json'])).out);

describe('tongxiu calendar', () => {
  test('due', async () => {
    expect(await json('calendar', 'due', '--received', '2026-02-13T10:00:00+08:00', '--days', '3')).toEqual({
      received: '2026-02-13',
      days: 3,
      dueDate: '2026-02-25',
      dueAt: '2026-02-26T00:00:00+08:00',
      provisional: false,
      edition: 'CN-2026',
    });
  });

  test('due in a year that is not loaded is an answer, not an error', async () => {
    const { code, out } = await tongxiu(['calendar', 'due', '--received', '2026-12-31T09:00:00+08:00', '--days', '1', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ dueDate: null, dueAt: null, provisional: true, missingYears: [2027] });
  });

  test('working-day', async () => {
    expect(await json('calendar', 'working-day', '2026-02-14')).toMatchObject({ date: '2026-02-14', workingDay: true, why: 'makeUp' });
  });

  test('for people it says it in Chinese and in English', async () => {
    const { out } = await tongxiu(['calendar', 'working-day', '2026-10-01']);
    expect(out).toBe('2026-10-01：放假，不上班。\n2026-10-01 is a holiday: not worked.\n');
  });

  test.each([
    ['received', ['due', '--received', '2026-02-13T10:00:00', '--days', '3']],
    ['received', ['due', '--received', '2026-02-30', '--days', '3']],
    ['received', ['due', '--days', '3']],
    ['days', ['due', '--received', '2026-02-13']],
    ['days', ['due', '--received', '2026-02-13', '--days', '0']],
    ['days', ['due', '--received', '2026-02-13', '--days', '1.5']],
    ['days', ['due', '--received', '2026-02-13', '--days=-1']],
    ['date', ['working-day', '2026-02-30']],
  ])('unusable %s: exit code 2 and the field named on stderr', async (field, words) => {
    const { code, out, err } = await tongxiu(['calendar', ...words, '--json']);
    expect([code, out]).toEqual([2, '']);
    expect(JSON.parse(err)).toMatchObject({ errors: [{ field, message: { zh: expect.any(String), en: expect.any(String) } }] });
  });
});

describe('tongxiu code check', () => {
  test('a valid code: its parts, exit code 0', async () => {
    const { code, out } = await tongxiu(['code', 'check', '91350100M000100Y43', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ valid: true, parts: { authority: '9', area: '350100', subject: 'M000100Y4', check: '3' } });
  });

  test('an invalid one: the position, exit code 1', async () => {
    const { code, out } = await tongxiu(['code', 'check', '91350100M000100Y44', '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ valid: false, errors: [{ position: 18 }] });
  });
});

describe('tongxiu rules', () => {
  const facts = {
    asOf: '2025-03-01',
    subject: { kind: 'enterprise', creditCode: '91350100M000100Y43', name: '某某有限公司' },
    record: {
      kind: 'penalty',
      decidedOn: '2024-11-30',
      organ: { name: '某局', marketRegulation: false },
      domains: ['food'],
      penaltyKinds: ['fine'],
      conducts: [],
    },
  };
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tongxiu-cli-'));
    await writeFile(join(folder, 'case.json'), `\uFEFF${JSON.stringify(facts)}`);
    await writeFile(join(folder, 'bad.json'), JSON.stringify({ ...facts, record: { ...facts.record, decidedOn: '2024-02-30' } }));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('evaluate one case', async () => {
    expect(await json('rules', 'evaluate', '--rulebook', 'HHHT-2024', '--case', join(folder, 'case.json'))).toMatchObject({
      rulebook: 'HHHT-2024',
      repairable: false,
      repairableFrom: '2025-12-01',
      broken: [{ rule: 'H-014', clause: '三', until: '2025-11-30' }],
      publicity: { minimumUntil: '2025-11-30', maximumUntil: '2027-11-30', shown: true },
      channel: 'creditChina',
    });
  });

  test('for people it also says what should be checked, and which limits the platform keeps of its own accord', async () => {
    const application = {
      submittedAt: '2025-03-01',
      corrected: true,
      obligationsPerformed: true,
      commitmentPublishable: true,
      untrue: false,
      materials: [],
    };
    const doubtful = { ...facts, subject: { ...facts.subject, creditCode: '91350100M000100Y44' }, application };
    const { code, out } = await tongxiu(['rules', 'evaluate', '--rulebook', 'HHHT-2024', '--case', '-'], JSON.stringify(doubtful));
    expect(code).toBe(0);
    expect(out).toContain('请核对 please check: subject.creditCode\n  校验码（第18位）');
    expect(out).toMatch(/^期限 accept: 3 working days from 2025-03-01: 2025-03-05 \(H-031\)$/mu);
    expect(out).toMatch(/^期限 supplementNotice: .* \(J-026\)；平台自行采用 kept by the platform$/mu);
  });

  test('evaluate a stream: one verdict a line, in order; a bad line is answered in its place', async () => {
    const lines = [JSON.stringify(facts), '{', '', JSON.stringify({ ...facts, x: 1 }), JSON.stringify({ ...facts, asOf: '2026-01-01' })];
    const { code, out } = await tongxiu(['rules', 'evaluate', '--rulebook', 'HHHT-2024', '--cases', '-'], lines.join('\r\n'));
    const answers = out.trimEnd().split('\n');
    expect(code).toBe(0);
    expect(answers.map((answer) => JSON.parse(answer) as unknown)).toMatchObject([
      { repairable: false },
      { line: 2, errors: [{ field: '' }] },
      { line: 4, errors: [{ field: 'x' }] },
      { repairable: true },
    ]);
  });

  test.each([
    ['an unknown rulebook', ['--rulebook', 'HHHT-2023', '--case', 'case.json'], 'rulebook'],
    ['no rulebook', ['--case', 'case.json'], 'rulebook'],
    ['no case', ['--rulebook', 'HHHT-2024'], 'case'],
    ['a file that is not there', ['--rulebook', 'HHHT-2024', '--case', 'missing.json'], 'case'],
    ['a stream that is not there', ['--rulebook', 'HHHT-2024', '--cases', 'missing.ndjson'], 'cases'],
    ['a day that does not exist', ['--rulebook', 'HHHT-2024', '--case', 'bad.json'], 'record.decidedOn'],
  ])('%s: exit code 2', async (_case, words, field) => {
    const inFolder = words.map((word) => (/\.(nd)?json$/.test(word) ? join(folder, word) : word));
    const { code, err } = await tongxiu(['rules', 'evaluate', ...inFolder, '--json']);
    expect(code).toBe(2);
    expect(JSON.parse(err)).toMatchObject({ title: expect.any(String), errors: [{ field }] });
  });

  test('list', async () => {
    const { rulebooks } = (await json('rules', 'list')) as { rulebooks: { id: string }[] };
    expect(rulebooks.map(({ id }) => id)).toEqual(['HHHT-2024', 'JS-2020', 'CN-2026']);
  });

  test.each(['case', 'verdict'])('schema of a %s', async (name) => {
    expect(await json('rules', 'schema', name)).toMatchObject({ $id: `urn:tongxiu:schema:${name}`, type: 'object' });
  });

  test('schema of something else: exit code 2', async () => {
    const { code, err } = await tongxiu(['rules', 'schema', 'letter', '--json']);
    expect([code, JSON.parse(err)]).toMatchObject([2, { errors: [{ field: 'schema' }] }]);
  });

  test('diff', async () => {
    const { differences } = (await json('rules', 'diff', 'HHHT-2024', 'JS-2020')) as { differences: unknown[] };
    expect(differences).toContainEqual({ parameter: 'maximumMonths', a: 36, b: null, statedIn: ['HHHT-2024', 'JS-2020'] });
  });

  test('for people, a number that waits for the official text says so, and silence is not a value', async () => {
    const { out } = await tongxiu(['rules', 'diff', 'HHHT-2024', 'CN-2026']);
    expect(out).toContain('acceptWorkingDays\n  HHHT-2024: 未规定 not stated\n  CN-2026: 无数值 no number（待核对官方文本');
    expect((await tongxiu(['rules', 'list'])).out).toContain('待核对官方文本 to be checked against the official text: acceptWorkingDays');
  });
});

test.each([[['bogus']], [['calendar', 'due', '--what']], [['calendar', 'working-day']]])('%j is no command: exit code 2', async (words) => {
  const { code, err } = await tongxiu([...words, '--json']);
  expect(code).toBe(2);
  expect(JSON.parse(err)).toMatchObject({ errors: [{ field: '' }] });
});

test('help is an answer', async () => {
  const { code, out } = await tongxiu(['calendar', 'due', '--help']);
  expect([code, out.includes('--received')]).toEqual([0, true]);
});
