import { expect, test } from '@jest/globals';
import type { KafkaMessage } from 'kafkajs';
import { busMessage } from './kafka-message.js';

const fetched = (change: Partial<Pick<KafkaMessage, 'key' | 'value' | 'headers'>>): KafkaMessage => ({
  key: Buffer.from('案-1'),
  value: Buffer.from('{}'),
  timestamp: '1767225600000',
  attributes: 0,
  offset: '41',
  headers: { ce_id: Buffer.from('a') },
  ...change,
});

test('key, headers and value are UTF-8 text', () => {
  expect(busMessage('tongxiu.intake', 3, fetched({}))).toEqual({
    topic: 'tongxiu.intake',
    partition: 3,
    offset: 41,
    key: '案-1',
    headers: { ce_id: 'a' },
    value: '{}',
    appendedAtMs: 1_767_225_600_000,
  });
});

test('what a producer left out is empty', () => {
  expect(busMessage('t', 0, fetched({ key: null, value: null, headers: {} }))).toMatchObject({
    key: '',
    value: '',
    headers: {},
  });
});

test('of a header that is there twice the last one counts', () => {
  const twice = { ce_id: [Buffer.from('a'), Buffer.from('b')] };
  expect(busMessage('t', 0, fetched({ headers: twice })).headers).toEqual({ ce_id: 'b' });
});

test('NUL, which PostgreSQL cannot keep, is replaced', () => {
  const message = busMessage('t', 0, fetched({ key: Buffer.from('a\0'), value: Buffer.from('\0'), headers: { ce_id: Buffer.from('\0') } }));
  expect(message).toMatchObject({ key: 'a\ufffd', value: '\ufffd', headers: { ce_id: '\ufffd' } });
});
