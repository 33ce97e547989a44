/** The part of JSON Schema 2020-12 that cases, verdicts and rulebooks need. */
export interface JsonSchema {
  readonly $schema?: string;
  readonly $id?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly (string | null)[];
  readonly pattern?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly minItems?: number;
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
  readonly if?: JsonSchema;
  readonly then?: JsonSchema;
  readonly const?: string;
  readonly oneOf?: readonly JsonSchema[];
}

export const dialect = 'https://json-schema.org/draft/2020-12/schema';

/** Fields whose name ends with `?` may be left out, or be null where the reader takes null for absent. */
export function object(description: string, fields: Readonly<Record<string, JsonSchema>>): JsonSchema {
  const entries = Object.entries(fields).map(([name, schema]) => [name.replace(/\?$/, ''), schema] as const);
  return {
    type: 'object',
    description,
    properties: Object.fromEntries(entries),
    required: Object.keys(fields).filter((name) => !name.endsWith('?')),
    additionalProperties: false,
  };
}

export const listOf = (items: JsonSchema, description?: string): JsonSchema =>
  description === undefined ? { type: 'array', items } : { type: 'array', items, description };

export const oneOf = (values: readonly string[], description?: string): JsonSchema =>
  description === undefined ? { type: 'string', enum: values } : { type: 'string', enum: values, description };

export function orNull(schema: JsonSchema): JsonSchema {
  const type = schema.type ?? 'string';
  return {
    ...schema,
    type: [...(typeof type === 'string' ? [type] : type), 'null'],
    ...(schema.enum === undefined ? {} : { enum: [...schema.enum, null] }),
  };
}

export const truth: JsonSchema = { type: 'boolean' };
export const wholeNumber: JsonSchema = { type: 'integer' };
/** Not empty, and not white space alone. */
export const text: JsonSchema = { type: 'string', pattern: '\\S' };
/** A day that exists, in Asia/Shanghai. */
export const day: JsonSchema = { type: 'string', format: 'date', pattern: '^(19|2\\d)\\d{2}-\\d{2}-\\d{2}$' };
export const wording: JsonSchema = object('One sentence in Chinese and in English.', { zh: { type: 'string' }, en: { type: 'string' } });

/** Every field of a type, with `?` behind those that may be absent: one that is forgotten, or one too many, does not compile. */
export type Fields<Facts> = Readonly<
  Record<{ [Name in keyof Facts & string]-?: object extends Pick<Facts, Name> ? `${Name}?` : Name }[keyof Facts & string], JsonSchema>
>;
