import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { builtInCalendar } from '@tongxiu/working-days';
import { clauses } from '../clauses.js';
import { documentClauses } from '../document-clauses.js';
import { evaluate } from '../evaluate.js';
import { rulebookFaults } from '../rulebook-faults.js';
import { rulebookFiles } from '../rulebook-files.js';
import { rulebooks } from '../rulebooks.js';
import { soundApplication, soundCase, soundRecord } from '../sound-case.js';
import { readRulebookFiles, type FileText, type RulebookFilesReading } from './read-rulebook-files.js';
import type { RulebookFile } from './rulebook-file.js';
import { rulebookOf } from './rulebook-of.js';

const data = fileURLToPath(new URL('../../data/', import.meta.url));
const written = documentClauses.map(({ id }) => id);

async function textsIn(folder: string): Promise<FileText[]> {
  const names = (await readdir(folder)).sort();
  return Promise.all(names.map(async (name) => ({ name, text: await readFile(join(folder, name), 'utf8') })));
}

const readFolder = async (folder: string): Promise<RulebookFilesReading> => readRulebookFiles(await textsIn(folder), written);

test('what is generated is what the files say; otherwise run `npm run generate -w libs/rulebook`', async () => {
  expect(await readFolder(join(data, 'rulebooks'))).toEqual({ files: rulebookFiles, faults: [] });
});

test('the clauses that are generated are those of data/rules.json; otherwise run `npm run generate -w libs/rulebook`', async () => {
  const rules = JSON.parse(await readFile(join(data, 'rules.json'), 'utf8')) as { id: string; clause: string; zh: string[]; en: string }[];
  expect(documentClauses.map(({ id, clause, zh, en }) => [id, clause, zh, en])).toEqual(
    rules.map(({ id, clause, zh, en }) => [id, clause, zh.join('；'), en]),
  );
});

describe('a new rulebook is a new file', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tongxiu-rulebooks-'));
    await cp(join(data, 'rulebooks'), folder, { recursive: true });
    const order = JSON.parse(await readFile(join(folder, 'CN-2026.json'), 'utf8')) as RulebookFile;
    const numbers: Readonly<Record<string, number>> = { 'minimumMonths.general': 2, 'maximumMonths.general': 9, decideWorkingDays: 4 };
    const copy: RulebookFile = {
      ...order,
      id: 'XX-2030',
      jurisdiction: 'XX',
      tier: 'city',
      validFrom: '2030-01-01',
      parameters: order.parameters.map(({ pending, ...parameter }) => {
        const value = numbers[parameter.name];
        return value === undefined ? { ...parameter, ...(pending === undefined ? {} : { pending }) } : { ...parameter, value };
      }),
      rules: [
        ...order.rules,
        {
          id: 'X-001',
          requires: { zh: '应提供信用报告。', en: 'A credit report is provided.' },
          cites: ['X-001'],
          condition: 'materialsHandedIn',
          materials: ['creditReport'],
        },
      ],
      clauses: [{ id: 'X-001', clause: '第五条', kind: 'SYS', zh: '提供信用报告', en: 'A credit report is provided.' }],
    };
    await writeFile(join(folder, 'XX-2030.json'), JSON.stringify(copy));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('that is read and found in order, beside those there were', async () => {
    const { files, faults } = await readFolder(folder);
    expect(faults).toEqual([]);
    expect(files.map(({ id }) => id)).toEqual(['HHHT-2024', 'XX-2030', 'JS-2020', 'CN-2026']);
    const stated = files.flatMap(({ id: document, clauses: own = [] }) =>
      own.map((clause) => [clause.id, { ...clause, document }] as const),
    );
    expect(rulebookFaults(files.map(rulebookOf), new Map([...clauses, ...stated]))).toEqual([]);
  });

  test('that judges by its own numbers', async () => {
    const { files } = await readFolder(folder);
    const [book] = files.filter(({ id }) => id === 'XX-2030').map(rulebookOf);
    const national = rulebooks.find(({ id }) => id === 'CN-2026');
    if (book === undefined || national === undefined) throw new Error('Both rulebooks are in the folder.');
    const facts = {
      ...soundCase,
      asOf: '2030-04-01',
      record: { ...soundRecord, decidedOn: '2030-01-31' },
      application: { ...soundApplication, submittedAt: '2030-04-01', acceptedAt: '2030-04-01' },
    };
    const judged = evaluate(book, facts, builtInCalendar);
    expect(judged).toMatchObject({ rulebook: 'XX-2030', repairable: true, repairableFrom: '2030-04-01' });
    expect(judged.publicity).toEqual({ minimumUntil: '2030-03-31', maximumUntil: '2030-10-31', shown: true });
    expect(judged.deadlines).toMatchObject([{ rule: 'N-013', what: 'decide', workingDays: 4 }]);
    expect(evaluate(national, facts, builtInCalendar)).toMatchObject({ repairable: false, repairableFrom: '2030-05-01', deadlines: [] });
  });
});
