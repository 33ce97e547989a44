import 'reflect-metadata';
import { expect, test } from '@jest/globals';
import { Type } from 'class-transformer';
import { IsArray, IsIn, IsInt, IsOptional, IsString, Length, ValidateNested } from 'class-validator';
import { Problem } from './problem.js';
import { idPipe, requestValidation } from './request-validation.js';

class Material {
  @IsString() kind!: string;
}
class Application {
  @IsString() @Length(18, 18) creditCode!: string;
  @IsInt() pages!: number;
  @IsArray() @ValidateNested({ each: true }) @Type(() => Material) materials!: Material[];
  @IsOptional() @IsIn(['online', 'window']) entry?: string;
}

const refused = async (body: unknown): Promise<Problem> => {
  try {
    await requestValidation().transform(body, { type: 'body', metatype: Application });
  } catch (cause) {
    if (cause instanceof Problem) return cause;
    throw cause;
  }
  throw new Error('nothing was refused');
};

test('all faults are named at once, by the path the caller wrote, in both languages', async () => {
  const problem = await refused({ creditCode: '9115', pages: 'two', materials: [{ kind: 'authorisation' }, { kind: 7 }], colour: 'red' });
  expect(problem.getStatus()).toBe(400);
  expect(problem.errors.map(({ field }) => field).sort()).toEqual(['colour', 'creditCode', 'materials[1].kind', 'pages']);
  for (const { message } of problem.errors) expect([message.zh, message.en].every((text) => text.length > 0)).toBe(true);
});

test('a field that was left out is asked for, and one of the wrong kind is not told its length', async () => {
  const [missing, wrong] = [await refused({ pages: 1, materials: [] }), await refused({ creditCode: 7, pages: 1, materials: 'x' })];
  expect(missing.errors).toEqual([{ field: 'creditCode', message: { zh: '必须填写', en: 'is required' } }]);
  expect(wrong.errors.map(({ field, message }) => [field, message.en])).toEqual([
    ['creditCode', 'must be text'],
    ['materials', 'must be a list'],
  ]);
});

test('text that cannot be kept is refused, however deep it stands', async () => {
  const materials = [{ kind: 'authorisation' }, { kind: 'a\u0000b' }, { kind: '\ud800' }];
  const problem = await refused({ creditCode: '91350100M000100Y43', pages: 1, materials });
  expect(problem.errors.map(({ field }) => field)).toEqual(['materials[1].kind', 'materials[2].kind']);
  const path = requestValidation().transform('a\u0000b', { type: 'param', metatype: String, data: 'recordKey' });
  await expect(path.catch((cause: Problem) => cause.errors)).resolves.toMatchObject([{ field: 'recordKey' }]);
});

test('an id in a path is read in the spelling of the database, or refused by its name', () => {
  const pipe = idPipe('caseId');
  const id = '0197A000-0000-7000-8000-00000000000A';
  expect(pipe.transform(id, { type: 'param' })).toBe(id.toLowerCase());
  expect(() => pipe.transform('7', { type: 'param' })).toThrow(Problem);
});

test('what may stand in a field is told in both languages', async () => {
  const { errors } = await refused({ creditCode: '91350100M000100Y43', pages: 1, materials: [], entry: 'fax' });
  expect(errors[0]?.message).toEqual({ zh: '应为以下取值之一：online、window', en: expect.stringContaining('online, window') });
});

test('a refusal never repeats the value it refuses', async () => {
  const problem = await refused({ creditCode: 'SECRET-VALUE', pages: 1, materials: [] });
  expect(JSON.stringify(problem.body('zh'))).not.toContain('SECRET-VALUE');
});
