import 'reflect-metadata';
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { publishedEvents, recordKeyOf, topics, type EventAttributes, type EventClass } from './index.js';
import { asyncApi } from './tools/async-api.js';
import { eventSchemas } from './tools/event-schemas.js';
import { generatedFiles } from './tools/generated-files.js';

type Data = Readonly<Record<string, unknown>>;

const root = resolve('libs/contracts');
const names = readdirSync(`${root}/examples`);
const examples = names.map((name) => {
  const { attributes, data } = JSON.parse(readFileSync(`${root}/examples/${name}`, 'utf8')) as { attributes: EventAttributes; data: Data };
  return { name, attributes, data };
});

const ajv = new Ajv2020({ allErrors: true, strict: true });
formats.default(ajv);
const schemas = eventSchemas();

/** The validator exactly as the message side runs it. */
function complaints(event: EventClass, data: Data): readonly string[] {
  const instance = plainToInstance(event, data);
  return validateSync(instance, { whitelist: false, forbidUnknownValues: true }).map(({ property }) => property);
}

function fitsSchema(event: EventClass, data: Data): boolean {
  const validate = ajv.getSchema(`urn:tongxiu:event:${event.type}`) ?? ajv.compile(schemas.get(event.type) ?? false);
  return validate(data) === true;
}

test('every published type has its examples, and every example a published type', () => {
  const wanted = publishedEvents.flatMap(({ type }) => [`${type}.json`, `${type}.minimal.json`]);
  expect([...names].sort()).toEqual([...wanted].sort());
});

test('types and topics are unique and agree: the type starts with the service that owns the topic', () => {
  expect(new Set(publishedEvents.map(({ type }) => type)).size).toBe(publishedEvents.length);
  for (const { type, topic } of publishedEvents) {
    expect(type).toMatch(/^(intake|review|publicity|sync)\.[a-z-]+\.v\d+$/);
    expect(topic === topics.outcomes ? 'sync' : topic.replace('tongxiu.', '')).toBe(type.split('.')[0]);
  }
});

describe.each(publishedEvents.map((event) => [event.type, event] as const))('%s', (type, event) => {
  const own = examples.filter(({ attributes }) => attributes.type === type);

  test.each(own.map((example) => [example.name, example] as const))(
    '%s passes the validator and the schema',
    (name, { attributes, data }) => {
      expect(name.replace('.minimal', '')).toBe(`${type}.json`);
      expect(complaints(event, data)).toEqual([]);
      expect(fitsSchema(event, data)).toBe(true);
      expect(attributes).toMatchObject({
        subject: data['recordKey'] ?? `severe-list:${String(data['listId'])}`,
        source: `/tongxiu/${type.split('.')[0]}`,
      });
      expect(attributes.id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    },
  );

  // Tolerant reading: contracts are append-only, so a reader of today meets fields of tomorrow and passes over them.
  test.each(own.map((example) => [example.name, example] as const))('%s with unknown fields is still read', (_name, { data }) => {
    const newer = withUnknownFields(data) as Data;
    expect(complaints(event, newer)).toEqual([]);
    expect(fitsSchema(event, newer)).toBe(true);
  });

  const required = (schemas.get(type)?.['required'] ?? []) as readonly string[];

  // class-validator takes an absent nested object for a valid one; messaging asks for it itself, and the schema does in any case.
  const properties = schemas.get(type)?.['properties'] as Readonly<Record<string, Data>>;
  const nested = (field: string): boolean => properties[field]?.['$ref'] !== undefined;

  test.each(required)('without %s the validator and the schema both refuse it', (field) => {
    for (const { data } of own) {
      const { [field]: _left, ...rest } = data;
      if (!nested(field)) expect(complaints(event, rest)).toContain(field);
      expect(fitsSchema(event, rest)).toBe(false);
    }
  });

  test.each(required)('with %s of a wrong shape the validator and the schema both refuse it', (field) => {
    for (const { data } of own) {
      const wrong = { ...data, [field]: typeof data[field] === 'number' ? '1' : 1 };
      expect(complaints(event, wrong)).toContain(field);
      expect(fitsSchema(event, wrong)).toBe(false);
    }
  });
});

test('the subject of an example that carries a record is the key of that record', () => {
  for (const { data } of examples) {
    if (data['record'] !== undefined) expect(recordKeyOf(data['record'] as Parameters<typeof recordKeyOf>[0])).toBe(data['recordKey']);
  }
});

test('the stored schemas are what the classes say now: if not, run `npm run schemas` in libs/contracts', () => {
  const stored = new Map(readdirSync(`${root}/schemas`).map((name) => [name, readFileSync(`${root}/schemas/${name}`, 'utf8')]));
  expect(Object.fromEntries(stored)).toEqual(Object.fromEntries(generatedFiles()));
});

test('every event has its message and its channel in the AsyncAPI document', () => {
  const text = JSON.stringify(asyncApi());
  for (const { type, topic } of publishedEvents) {
    expect(text).toContain(`"#/components/messages/${type}"`);
    expect(text).toContain(`"address":"${topic}"`);
  }
  for (const [, pointer = ''] of text.matchAll(/"\$ref":"#\/([^"]+)"/g)) {
    const found = pointer.split('/').reduce<unknown>((part, step) => (part as Data | undefined)?.[step], JSON.parse(text));
    expect([pointer, typeof found]).toEqual([pointer, 'object']);
  }
});

function withUnknownFields(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withUnknownFields);
  if (typeof value !== 'object' || value === null) return value;
  const known = Object.entries(value).map(([name, member]) => [name, withUnknownFields(member)]);
  return { ...(Object.fromEntries(known) as object), fieldOfTomorrow: { nested: true } };
}
