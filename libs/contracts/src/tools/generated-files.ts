import { asyncApi } from './async-api.js';
import { eventSchemas } from './event-schemas.js';

/** Every file of `schemas/` by its name, as the classes would have it now. */
export function generatedFiles(): ReadonlyMap<string, string> {
  const schemas = [...eventSchemas()].map(([type, schema]) => [`${type}.json`, asText(schema)] as const);
  return new Map([...schemas, ['asyncapi.json', asText(asyncApi())]]);
}

const widthMax = 140;

/** JSON as the formatter of the repository would leave it, so that generating and formatting never fight. */
export function asText(document: unknown): string {
  return `${printed(document, '', 0)}\n`;
}

function printed(value: unknown, indent: string, before: number): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const line = `[${value.map((item) => JSON.stringify(item)).join(', ')}]`;
    const flat = value.every((item) => typeof item !== 'object') && indent.length + before + line.length < widthMax;
    return flat
      ? line
      : block(
          '[',
          value.map((item) => inner + printed(item, inner, 0)),
          `${indent}]`,
        );
  }
  const entries = Object.entries(value).map(([name, member]) => {
    const key = `${JSON.stringify(name)}: `;
    return inner + key + printed(member, inner, key.length);
  });
  return entries.length === 0 ? '{}' : block('{', entries, `${indent}}`);
}

const block = (open: string, lines: readonly string[], close: string): string => `${open}\n${lines.join(',\n')}\n${close}`;
