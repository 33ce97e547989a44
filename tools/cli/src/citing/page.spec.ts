import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { clauses } from '@tongxiu/rulebook';
import { citationsUnder, placeOf, rulesNamedIn } from './citations.js';
import { offers } from './offers.js';
import { coveragePage, unprovenRules } from './page.js';
import { readings } from './readings.js';

test('a range names all that lies in it', () => {
  expect(rulesNamedIn("cites: ['H-012'] // H-028…H-030, H-012, XH-001, H-0001")).toEqual(['H-012', 'H-028', 'H-029', 'H-030']);
});

test.each([
  ['libs/rulebook/data/rulebooks/HHHT-2024.json', 'table'],
  ['libs/rulebook/src/books/hhht-2024.spec.ts', 'test'],
  ['services/review/src/domain/authority.ts', 'code'],
  ['services/review/test/review.int.spec.ts', 'test'],
  ['services/intake/test/pushes.ts', 'test'],
  ['tests/story.ts', 'test'],
] as const)('%s is a %s', (file, place) => expect(placeOf(file)).toBe(place));

describe('a project with three sources', () => {
  let root = '';
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'tongxiu-coverage-'));
    const write = async (file: string, text: string): Promise<void> => {
      await mkdir(dirname(join(root, file)), { recursive: true });
      await writeFile(join(root, file), text);
    };
    await write('libs/rulebook/data/rulebooks/ONE-2030.json', '{ "id": "H-012" }');
    await write('services/review/src/two.ts', '// (H-009)');
    await write('tests/three.spec.ts', "test('H-012')");
    await write('services/review/dist/src/built.ts', 'H-013');
    await write('services/review/node_modules/x/y.ts', 'H-013');
    await write('libs/rulebook/src/document-clauses.ts', 'H-013');
    await write('libs/rulebook/src/rulebook-files.ts', 'H-013');
    await write('libs/rulebook/data/rules.json', 'H-013');
    await write('services/review/notes.md', 'H-013');
  });
  afterAll(() => rm(root, { recursive: true }));

  test('covered and uncovered clauses are told apart, with the files that cite them', async () => {
    const page = coveragePage([...clauses.values()], await citationsUnder(root));
    expect(page).toMatch(
      /^\| H-012 \| SYS \| 三 \| .* \| `libs\/rulebook\/data\/rulebooks\/ONE-2030\.json` \|  \| `tests\/three\.spec\.ts` \|$/m,
    );
    expect(page).toMatch(/^\| H-009 .* \|  \| `services\/review\/src\/two\.ts` \|  \|$/m);
    expect(page).toContain('## Covered SYS rules (2)\n\nH-009, H-012\n');
    expect(page).toMatch(/^- H-013 （三）/m);
    expect(page).not.toMatch(/^- H-012/m);
    expect(page).not.toContain('N-001');
  });

  test('the page is the same every time', async () => {
    const once = async (): Promise<string> => coveragePage([...clauses.values()], await citationsUnder(root));
    expect(await once()).toBe(await once());
  });
});

test('a rule that only code names is not proven', () => {
  const clause = clauses.get('H-009');
  if (clause === undefined) throw new Error('H-009 is a clause of the plan');
  const named = (place: 'code' | 'test') => [{ rule: 'H-009', place, file: 'x.ts' }];
  expect(unprovenRules([clause], named('code'))).toEqual(['H-009']);
  expect(unprovenRules([clause], named('test'))).toEqual([]);
});

test('every duty of organisations says what is offered towards it', () => {
  const duties = [...clauses.values()].filter(({ id, kind }) => kind === 'ORG' && /^[HJ]-/u.test(id)).map(({ id }) => id);
  expect(duties.filter((id) => !(id in offers))).toEqual([]);
});

test('the page says how what the documents leave open is read, by clauses that exist', () => {
  const page = coveragePage([...clauses.values()], []);
  expect(readings.flatMap(({ rules }) => rules).filter((id) => !clauses.has(id))).toEqual([]);
  for (const { zh, en } of readings) expect(page).toContain(`${zh}；${en}`);
});
