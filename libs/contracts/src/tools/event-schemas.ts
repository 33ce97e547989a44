import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';
import { IS_ISO8601 } from 'class-validator';
import { targetConstructorToSchema, validationMetadatasToSchemas } from 'class-validator-jsonschema';
import { publishedEvents, type EventClass } from '../index.js';

export type Schema = Readonly<Record<string, unknown>>;

const definitions = '#/$defs/';

const options = {
  classTransformerMetadataStorage: defaultMetadataStorage,
  refPointerPrefix: definitions,
  // Every instant on the wire carries an offset or Z; the library's own reading would promise plain days as well.
  additionalConverters: { [IS_ISO8601]: { type: 'string' as const, format: 'date-time' } },
};

/** JSON Schema 2020-12 of every published event's data, from the very metadata the validator reads. */
export function eventSchemas(events: readonly EventClass[] = publishedEvents): ReadonlyMap<string, Schema> {
  const parts: Readonly<Record<string, Schema>> = validationMetadatasToSchemas(options) as Record<string, Schema>;
  return new Map(events.map((event) => [event.type, schemaOf(event, parts)]));
}

function schemaOf(event: EventClass, parts: Readonly<Record<string, Schema>>): Schema {
  const own = targetConstructorToSchema(event, options) as Schema;
  const names = [...reachable(own, parts)].sort();
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `urn:tongxiu:event:${event.type}`,
    title: event.type,
    ...own,
    ...(names.length === 0 ? {} : { $defs: Object.fromEntries(names.map((name) => [name, parts[name]])) }),
  };
}

/** The parts a schema refers to, and those they refer to in turn. */
function reachable(schema: Schema, parts: Readonly<Record<string, Schema>>, found = new Set<string>()): ReadonlySet<string> {
  for (const [, name = ''] of JSON.stringify(schema).matchAll(/"#\/\$defs\/([^"]+)"/g)) {
    const part = parts[name];
    if (part === undefined) throw new Error(`Nothing is known of ${name}, which ${String(schema['title'])} refers to.`);
    if (found.has(name)) continue;
    found.add(name);
    reachable(part, parts, found);
  }
  return found;
}
