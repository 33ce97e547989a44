import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { builtInCalendar } from '@tongxiu/working-days';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import fc from 'fast-check';
import { conducts, domains, materialKinds, penaltyKinds, recordKinds, severities, type CaseFacts } from './case-facts.js';
import { caseSchema } from './case-schema.js';
import { evaluate } from './evaluate.js';
import { rulebookFileSchema } from './files/rulebook-file-schema.js';
import { readCase } from './read-case.js';
import { rulebooks } from './rulebooks.js';
import { soundApplication, soundCase, soundRecord } from './sound-case.js';
import { verdictSchema } from './verdict-schema.js';

const ajv = new Ajv2020({ allowUnionTypes: true, strictTypes: false });
formats.default(ajv);
const conforms = { case: ajv.compile(caseSchema), verdict: ajv.compile(verdictSchema) };
const read = (input: unknown): boolean => 'facts' in readCase(input);

test.each([
  ['case', caseSchema],
  ['verdict', verdictSchema],
  ['rulebook', rulebookFileSchema],
] as const)('the published schema of a %s is the one the reader uses', async (name, schema) => {
  const file = new URL(`../schemas/${name}.json`, import.meta.url);
  if (process.env['UPDATE_SCHEMA'] === '1') await writeFile(file, JSON.stringify(schema));
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(schema);
});

/** Good values first; what follows is wrong by its form, so that reader and schema have to agree. */
const odd = [undefined, null, '', ' ', 'x', 0, true, [], ['x'], {}];
const days = ['2024-11-30', '2024-02-30', '24-11-30', '2024-11-30T00:00:00Z', '1899-01-01'];
const moments = ['2025-03-03T09:00:00+08:00', '2025-03-03', '20250303T090000+0800', '2025-03-03T09:00:00', '2025-03-03 09:00'];
const pools: Readonly<Record<string, readonly unknown[]>> = {
  asOf: ['2025-03-03', ...days.slice(1), ...odd],
  'subject.kind': ['enterprise', 'naturalPerson', 'person', ...odd],
  'subject.creditCode': ['91350100M000100Y43', '9135010OM000100Y43', '9135', ...odd],
  'subject.name': ['某某有限公司', ...odd],
  'subject.age': [1],
  'record.kind': [...recordKinds, 'fine', ...odd],
  'record.decidedOn': [...days, ...odd],
  'record.organ': [{ name: '某局', marketRegulation: true }, { name: '某局' }, { name: ' ', marketRegulation: true }, ...odd],
  'record.domains': [domains, ['food', 'cosmetics'], 'food', ...odd],
  'record.penaltyKinds': [penaltyKinds, ['fee'], ...odd],
  'record.conducts': [conducts, ['theft'], ...odd],
  'record.severity': [...severities, 'grave', ...odd],
  'record.publicityEndsOn': ['2027-11-30', ...days.slice(1), ...odd],
  'record.listId': ['A2-01', 'A3-27', 'A4-01', ...odd],
  'record.notRepairableBy': ['《示例法》第九条', ...odd],
  'application.submittedAt': [...moments, ...odd],
  'application.acceptedAt': [...moments, ...odd],
  'application.corrected': [true, false, 'yes', ...odd],
  'application.materials': [materialKinds, ['receipt'], ...odd],
  'application.paid': [true],
  application: [undefined, null, {}, [], 'x'],
  today: ['2025-03-03'],
};

const change = fc
  .constantFrom(...Object.keys(pools))
  .chain((path) => fc.constantFrom(...(pools[path] ?? [])).map((value) => [path, value] as const));

function changed(changes: readonly (readonly [string, unknown])[]): unknown {
  const input = structuredClone({ ...soundCase, record: soundRecord, application: soundApplication }) as Record<string, unknown>;
  for (const [path, value] of changes) {
    const [first = '', second] = path.split('.');
    const target = second === undefined ? input : input[first];
    if (typeof target === 'object' && target !== null && !Array.isArray(target))
      (target as Record<string, unknown>)[second ?? first] = value;
  }
  return JSON.parse(JSON.stringify(input));
}

describe('reader and schema agree', () => {
  test('on every single value', () => {
    const disagreed = Object.entries(pools)
      .flatMap(([path, values]) => values.map((value) => [path, value] as const))
      .filter((one) => read(changed([one])) !== conforms.case(changed([one])));
    expect(disagreed).toEqual([]);
  });

  test('on any few of them together', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 3 }), (changes) => {
        const input = changed(changes);
        expect(conforms.case(input)).toBe(read(input));
      }),
      { numRuns: 2000 },
    );
  });

  test('and what only the reader can see are days in the wrong order and slips of the pen', () => {
    const late = changed([['record.decidedOn', '2025-03-04']]);
    expect([conforms.case(late), read(late)]).toEqual([true, false]);
  });
});

test.each(rulebooks.map((rulebook) => [rulebook.id, rulebook] as const))('every verdict of %s conforms to its schema', (_id, rulebook) => {
  const cases: CaseFacts[] = recordKinds.flatMap((kind) =>
    ['2010-01-04', '2024-11-30', '2025-02-28'].flatMap((decidedOn) =>
      [undefined, soundApplication, { ...soundApplication, acceptedAt: '2026-12-30', materials: [] }].map((application) => ({
        ...soundCase,
        record: { ...soundRecord, kind, decidedOn },
        ...(application === undefined ? {} : { application }),
      })),
    ),
  );
  for (const facts of cases) {
    const verdict = JSON.parse(JSON.stringify(evaluate(rulebook, facts, builtInCalendar))) as unknown;
    expect([conforms.verdict(verdict), conforms.verdict.errors]).toEqual([true, null]);
  }
});
