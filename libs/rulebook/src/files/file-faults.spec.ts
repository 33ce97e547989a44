import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { documentClauses } from '../document-clauses.js';
import { rulebookFiles } from '../rulebook-files.js';
import { readRulebookFiles } from './read-rulebook-files.js';
import { rulebookFileSchema } from './rulebook-file-schema.js';
import { schemaFaults } from './schema-faults.js';

const written = documentClauses.map(({ id }) => id);
const jiangsu = rulebookFiles.find(({ id }) => id === 'JS-2020');

/** The Jiangsu file with one place changed; a place is a path as faults name it. */
function changed(path: string, value: unknown): unknown {
  const file = structuredClone(jiangsu) as unknown;
  const steps = path.split(/[.[\]]+/u).filter((step) => step !== '');
  const last = steps.pop() ?? '';
  const target = steps.reduce((found, step) => (found as Record<string, unknown>)[step], file) as Record<string, unknown>;
  if (value === undefined) delete target[last];
  else target[last] = value;
  return file;
}

const faultsOf = (text: string, name = 'JS-2020.json'): readonly string[] => readRulebookFiles([{ name, text }], written).faults;

describe('a file is refused, with the file and the place named, when it', () => {
  test.each<[string, string, unknown, string]>([
    [
      'names a condition nobody knows',
      'rules[0].condition',
      'minimumPast',
      'rules[0].condition：未知取值“minimumPast”；应为以下之一：minimumPassed,',
    ],
    ['states a field nobody knows', 'rules[1].until', '2030-01-01', 'rules[1].until：未知字段。 This field is not known.'],
    ['leaves out what a condition needs', 'rules[2].states', undefined, 'rules[2].states：缺少此字段。 This field is missing.'],
    ['asks for a state no application has', 'rules[2].states[1]', 'paid', 'rules[2].states[1]：未知取值“paid”'],
    ['asks for a material nobody hands in', 'materials[0].anyOf[0]', 'receipt', 'materials[0].anyOf[0]：未知取值“receipt”'],
    ['is about a kind of record there is not', 'records[2].kinds[0]', 'fine', 'records[2].kinds[0]：未知取值“fine”'],
    ['asks for no states at all', 'rules[2].states', [], 'rules[2].states：至少应有1项。 This has to have at least 1.'],
    ['writes a number as a text', 'parameters[2].value', '3', 'parameters[2].value：“minimumMonths.general”的取值不能这样用。'],
    ['states half a month', 'parameters[2].value', 1.5, 'parameters[2].value：应为整数、'],
    ['states less than no months', 'parameters[2].value', -1, 'parameters[2].value：不能为负数。 This may not be negative.'],
    [
      'counts short months in an unknown way',
      'parameters[1].value',
      'never',
      'parameters[1].value：“counting.shortMonth”的取值不能这样用。',
    ],
    ['uses a number it does not state', 'periods[0].minimumMonths', 'months', 'periods[0].minimumMonths：parameters 中没有“months”。'],
    ['says nothing of how days are counted', 'parameters[0].name', 'other', 'parameters：parameters 中没有“counting.decisionDayCounted”。'],
    [
      'cites a clause that does not exist',
      'rules[0].cites[0]',
      'J-999',
      'rules[0].cites[0]：没有编号为 J-999 的条款。 No clause has the id J-999.',
    ],
    ['has a rule that is no clause', 'channels[0].id', 'J-998', 'channels[0].id：没有编号为 J-998 的条款。'],
    ['is about a group it does not state', 'rules[6].applies', 'grave', 'rules[6].applies：records 中没有名为“grave”的一组。'],
    ['states a number twice', 'parameters[3].name', 'minimumMonths.general', 'parameters[3].name：“minimumMonths.general”已经写过。'],
    ['leaves records without a class', 'severity.whenUnmarked[3].applies', 'general', 'severity.whenUnmarked[3]：最后一项不能写 applies'],
    [
      'has a class behind the last',
      'severity.whenUnmarked[1].applies',
      undefined,
      'severity.whenUnmarked[1]：只有最后一项可以不写 applies。',
    ],
    [
      'marks a number with other words',
      'parameters[2].pending',
      '待查',
      'parameters[2].pending：未知取值“待查”；应为以下之一：待核对官方文本。',
    ],
    ['begins on a day of another form', 'validFrom', '2020/09/26', 'validFrom：“2020/09/26”格式不对'],
    ['has the id of another file', 'id', 'JS-2021', 'id：文件应名为 JS-2021.json。 The file has to be called JS-2021.json.'],
    [
      'states a clause that stands elsewhere',
      'clauses',
      [{ id: written[0], clause: '一', kind: 'SYS', zh: '一', en: 'one' }],
      `clauses[0].id：条款 ${written[0]} 已经写过。`,
    ],
  ])('%s', (_case, path, value, fault) => {
    const faults = faultsOf(JSON.stringify(changed(path, value)));
    expect(faults.some((told) => told.startsWith(`JS-2020.json ${fault}`)) ? fault : faults).toBe(fault);
    expect(faults).not.toEqual(faultsOf(JSON.stringify(jiangsu)));
  });

  test('is no JSON', () => expect(faultsOf('{"id": ')[0]).toMatch(/^JS-2020\.json：不是有效的 JSON 文件。 This is no JSON: /u));

  test('states a field twice in one object, where a parser would take the last', () => {
    const text = JSON.stringify(jiangsu, null, 1).replace('"value": 3,', '"value": 3,\n   "value": 30,');
    expect(faultsOf(text)).toEqual([expect.stringMatching(/^JS-2020\.json value：第\d+行：同一对象中重复写了此字段。/u)]);
  });

  test('and nothing is read from the others either', () => {
    const texts = rulebookFiles.map((file) => ({ name: `${file.id}.json`, text: JSON.stringify(file) }));
    expect(readRulebookFiles(texts, written).files.map(({ id }) => id)).toEqual(['HHHT-2024', 'JS-2020', 'CN-2026']);
    expect(readRulebookFiles([...texts, { name: 'XX-2030.json', text: '[]' }], written).files).toEqual([]);
  });
});

test('what the reader finds wrong is what the published schema finds wrong', () => {
  const conforms = new Ajv2020({ allowUnionTypes: true, strictTypes: false, validateFormats: false }).compile(rulebookFileSchema);
  const places = pathsOf(jiangsu);
  const odd = [null, '', 'x', -1, 1, 1.5, true, [], ['x'], {}, 'notEnded', 'severe', undefined];
  fc.assert(
    fc.property(fc.constantFrom(...places), fc.constantFrom(...odd), (path, value) => {
      const file: unknown = JSON.parse(JSON.stringify(changed(path, value)));
      expect([path, schemaFaults(file, rulebookFileSchema).length === 0]).toEqual([path, conforms(file)]);
    }),
    { numRuns: 600 },
  );
});

function pathsOf(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [path];
  const own = path === '' ? [] : [path];
  return [
    ...own,
    ...Object.entries(value).flatMap(([name, field]) =>
      pathsOf(field, Array.isArray(value) ? `${path}[${name}]` : path === '' ? name : `${path}.${name}`),
    ),
  ];
}
