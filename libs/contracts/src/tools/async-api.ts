import { publishedEvents, topics, type EventClass } from '../index.js';
import type { Schema } from './event-schemas.js';

/** AsyncAPI 3 of everything published: which topic carries which event, under which headers, with which data. */
export function asyncApi(events: readonly EventClass[] = publishedEvents): Schema {
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Tongxiu events',
      version: '1.0.0',
      description:
        'CloudEvents 1.0 in binary mode. The key is the record key: events of one record arrive in order, and at least once. ' +
        'Contracts are append-only: read what you know and pass over what you do not.',
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries(Object.entries(topics).map(([name, topic]) => [name, channel(topic, events)])),
    operations: Object.fromEntries(events.map((event) => [event.type, operation(event)])),
    components: {
      messages: Object.fromEntries(events.map((event) => [event.type, message(event)])),
      schemas: { attributes },
    },
  };
}

function channel(topic: string, events: readonly EventClass[]): Schema {
  const carried = events.filter((event) => event.topic === topic);
  return {
    address: topic,
    messages: Object.fromEntries(carried.map(({ type }) => [type, { $ref: `#/components/messages/${type}` }])),
  };
}

function operation({ type, topic }: EventClass): Schema {
  const name = Object.entries(topics).find(([, address]) => address === topic)?.[0];
  return {
    action: 'send',
    channel: { $ref: `#/channels/${name}` },
    summary: `${type.split('.')[0]} tells ${type}`,
    messages: [{ $ref: `#/channels/${name}/messages/${type}` }],
  };
}

function message({ type }: EventClass): Schema {
  return {
    name: type,
    headers: { allOf: [{ $ref: '#/components/schemas/attributes' }, { properties: { ce_type: { const: type } } }] },
    payload: { schemaFormat: 'application/schema+json;version=draft-2020-12', schema: { $ref: `./${type}.json` } },
  };
}

const attributes = {
  type: 'object',
  required: ['ce_specversion', 'ce_id', 'ce_type', 'ce_source', 'ce_subject', 'ce_time', 'ce_sequence'],
  properties: {
    ce_specversion: { const: '1.0' },
    ce_id: { type: 'string', format: 'uuid' },
    ce_type: { type: 'string' },
    ce_source: { type: 'string', description: 'The service that tells it, such as /tongxiu/review.' },
    ce_subject: { type: 'string', description: 'The record key.' },
    ce_time: { type: 'string', format: 'date-time' },
    ce_sequence: { type: 'string', pattern: '^[0-9]+$', description: 'The version of what the event tells about its subject.' },
    traceparent: { type: 'string', description: 'W3C trace context.' },
  },
};
