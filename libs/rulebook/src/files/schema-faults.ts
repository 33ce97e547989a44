import type { FieldError } from '../fields.js';
import type { JsonSchema } from '../json-schema.js';

type Fields = Readonly<Record<string, unknown>>;

/** What in a value does not fit its schema, each fault with the path to where it stands. */
export function schemaFaults(value: unknown, schema: JsonSchema, path = ''): FieldError[] {
  if (schema.oneOf !== undefined) return alternativeFaults(value, schema.oneOf, path);
  if (!typesOf(schema).includes(typeOf(value)))
    return [fault(path, `应为${words(typesOf(schema), zhTypes)}。`, `This has to be ${words(typesOf(schema), enTypes)}.`)];
  if (Array.isArray(value)) return listFaults(value, schema, path);
  return isObject(value) ? objectFaults(value, schema, path) : valueFaults(value, schema, path);
}

/** Of several forms the one whose constant fits is meant, so that one fault is told and not one for each form. */
function alternativeFaults(value: unknown, forms: readonly JsonSchema[], path: string): FieldError[] {
  const name = Object.entries(forms[0]?.properties ?? {}).find(([, field]) => field.const !== undefined)?.[0] ?? '';
  const constantOf = (form: JsonSchema): unknown => form.properties?.[name]?.const;
  const stated = isObject(value) ? value[name] : undefined;
  const meant = forms.find((form) => constantOf(form) === stated);
  if (!isObject(value)) return schemaFaults(value, { type: 'object' }, path);
  return meant === undefined ? [unknownValue(at(path, name), stated, forms.map(constantOf))] : objectFaults(value, meant, path);
}

function objectFaults(value: Fields, { properties = {}, required = [], additionalProperties }: JsonSchema, path: string): FieldError[] {
  const missing = required.filter((name) => !Object.hasOwn(value, name));
  const unknown = Object.keys(value).filter((name) => additionalProperties === false && !Object.hasOwn(properties, name));
  return [
    ...missing.map((name) => fault(at(path, name), '缺少此字段。', 'This field is missing.')),
    ...unknown.map((name) => fault(at(path, name), '未知字段。', 'This field is not known.')),
    ...Object.entries(properties).flatMap(([name, field]) =>
      Object.hasOwn(value, name) ? schemaFaults(value[name], field, at(path, name)) : [],
    ),
  ];
}

function listFaults(value: readonly unknown[], { items = {}, minItems = 0 }: JsonSchema, path: string): FieldError[] {
  const short = value.length < minItems ? [fault(path, `至少应有${minItems}项。`, `This has to have at least ${minItems}.`)] : [];
  return [...short, ...value.flatMap((entry, index) => schemaFaults(entry, items, `${path}[${index}]`))];
}

function valueFaults(value: unknown, schema: JsonSchema, path: string): FieldError[] {
  const allowed = schema.const === undefined ? schema.enum : [schema.const];
  if (allowed !== undefined && !allowed.some((one) => one === value)) return [unknownValue(path, value, allowed)];
  if (typeof value === 'string' && schema.pattern !== undefined && !new RegExp(schema.pattern, 'u').test(value))
    return [fault(path, `“${value}”格式不对，应符合 ${schema.pattern}。`, `“${value}” does not have the form ${schema.pattern}.`)];
  if (typeof value === 'number' && value < (schema.minimum ?? value)) return [fault(path, '不能为负数。', 'This may not be negative.')];
  return [];
}

function unknownValue(path: string, value: unknown, allowed: readonly unknown[]): FieldError {
  const [stated, known] = [String(value), allowed.join(', ')];
  return fault(path, `未知取值“${stated}”；应为以下之一：${known}。`, `“${stated}” is not known; it has to be one of: ${known}.`);
}

const typesOf = ({ type, properties }: JsonSchema): readonly string[] =>
  type === undefined ? [properties === undefined ? 'string' : 'object'] : typeof type === 'string' ? [type] : type;

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value === 'number' && Number.isInteger(value) ? 'integer' : typeof value;
}

const zhTypes: Readonly<Record<string, string>> = {
  object: '对象',
  array: '列表',
  string: '文本',
  integer: '整数',
  boolean: ' true 或 false',
  null: ' null',
};
const enTypes: Readonly<Record<string, string>> = {
  object: 'an object',
  array: 'a list',
  string: 'a text',
  integer: 'a whole number',
  boolean: 'true or false',
  null: 'null',
};

const words = (types: readonly string[], called: Readonly<Record<string, string>>): string =>
  types.map((type) => called[type] ?? type).join(called === zhTypes ? '、' : ', ');
const at = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);
const fault = (field: string, zh: string, en: string): FieldError => ({ field, message: { zh, en } });
const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
