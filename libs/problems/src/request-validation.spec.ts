import 'reflect-metadata';
import { expect, test } from '@jest/globals';
import { Type } from 'class-transformer';
import { IsArray, IsInt, IsString, Length, ValidateNested } from 'class-validator';
import { Problem } from './problem.js';
import { requestValidation } from './request-validation.js';

class Material {
  @IsString() kind!: string;
}
class Application {
  @IsString() @Length(18, 18) creditCode!: string;
  @IsInt() pages!: number;
  @IsArray() @ValidateNested({ each: true }) @Type(() => Material) materials!: Material[];
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

test('a refusal never repeats the value it refuses', async () => {
  const problem = await refused({ creditCode: 'SECRET-VALUE', pages: 1, materials: [] });
  expect(JSON.stringify(problem.body('zh'))).not.toContain('SECRET-VALUE');
});
