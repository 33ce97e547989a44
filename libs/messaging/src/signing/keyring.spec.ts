import { describe, expect, test } from '@jest/globals';
import { createSecretKey } from 'node:crypto';
import fc from 'fast-check';
import type { OutgoingMessage } from '../bus.js';
import { Keyring } from './keyring.js';
import { signedForm } from './signed-form.js';
import type { SigningKey } from './signing-keys.js';

const keyNamed = (id: string, of = id): SigningKey => ({ id, secret: createSecretKey(Buffer.alloc(32, of)) });
const keyring = new Keyring([keyNamed('new'), keyNamed('old')]);

const message: OutgoingMessage = {
  topic: 'tongxiu.review',
  key: 'penalty:11150100MB00000354:呼市监罚字〔2026〕第35号',
  headers: { 'content-type': 'application/json', ce_id: '7', ce_type: 'review.repair-approved.v1', traceparent: '00-1-2-01' },
  value: '{"urn":"a"}',
};
const signed = keyring.sign(message);
const withHeaders = (change: Record<string, string>): OutgoingMessage => ({ ...signed, headers: { ...signed.headers, ...change } });
const without = (name: string): OutgoingMessage => {
  const { [name]: _dropped, ...headers } = signed.headers;
  return { ...signed, headers };
};

test('what was signed is believed, whatever order a bus keeps headers in, and nothing else of it is changed', () => {
  const turned = { ...signed, headers: Object.fromEntries(Object.entries(signed.headers).reverse()) };
  expect(keyring.complaint(turned)).toBeUndefined();
  expect(without('signature')).toEqual(message);
});

test('the first key signs; one that was first before is still believed', () => {
  expect(signed.headers['signature']).toMatch(/^new\.[A-Za-z0-9_-]{43}$/u);
  expect(keyring.complaint(new Keyring([keyNamed('old')]).sign(message))).toBeUndefined();
});

test('whoever carries it on may put his own trace to it', () => {
  expect(keyring.complaint(withHeaders({ traceparent: '00-3-4-01', tracestate: 'x=y' }))).toBeUndefined();
  expect(keyring.complaint(without('traceparent'))).toBeUndefined();
});

describe('what was changed after it was signed does not match', () => {
  test.each<[string, OutgoingMessage]>([
    ['the topic', { ...signed, topic: 'tongxiu.intake' }],
    ['the key', { ...signed, key: 'penalty:another' }],
    ['the value', { ...signed, value: '{"urn":"b"}' }],
    ['one space in the value', { ...signed, value: '{"urn": "a"}' }],
    ['the id', withHeaders({ ce_id: '8' })],
    ['the type', withHeaders({ ce_type: 'review.repair-approved.v2' })],
    ['the content type', withHeaders({ 'content-type': 'text/plain' })],
    ['an attribute that was added', withHeaders({ ce_subject: 'x' })],
    ['an attribute that was left out', without('ce_id')],
    ['the name of the key', withHeaders({ signature: signed.headers['signature']!.replace('new', 'old') })],
    ['the code', withHeaders({ signature: `new.${'A'.repeat(43)}` })],
  ])('%s', (_what, changed) => {
    expect(keyring.complaint(changed)).toBe('signature: does not match');
  });
});

test.each<[string, string, string]>([
  ['none', '', 'signature: missing'],
  ['a code without a name', 'A'.repeat(43), 'signature: malformed'],
  ['a code that is too short', `new.${'A'.repeat(42)}`, 'signature: malformed'],
  ['a code with something behind it', `new.${'A'.repeat(43)} `, 'signature: malformed'],
  ['a key nobody told us of', `n3w.${'A'.repeat(43)}`, 'signature: made with a key this service does not know (key id n3w)'],
])('as a signature, %s: %s', (_what, signature, complaint) => {
  expect(keyring.complaint(withHeaders({ signature }))).toBe(complaint);
});

test('another secret under the same name is another key', () => {
  expect(keyring.complaint(new Keyring([keyNamed('new', 'guessed')]).sign(message))).toBe('signature: does not match');
});

test('without a key there is no keyring', () => {
  expect(() => new Keyring([])).toThrow('needs a key');
});

// All of a message can be read back from what is signed, so no two messages are signed alike.
test('no text can move from one part of a message to another unseen', () => {
  const text = fc.string({ unit: 'binary', maxLength: 12 });
  const headerName = fc.oneof(
    text.map((name) => `ce_${name}`),
    fc.constant('content-type'),
  );
  fc.assert(
    fc.property(text, text, text, fc.array(fc.tuple(headerName, text), { maxLength: 4 }), (topic, key, value, pairs) => {
      const headers = Object.fromEntries(pairs);
      const form = signedForm({ topic, key, value, headers });
      const end = form.indexOf('\n');
      const [, itsTopic, itsKey, itsHeaders] = JSON.parse(form.slice(0, end)) as [string, string, string, [string, string][]];
      expect([itsTopic, itsKey, Object.fromEntries(itsHeaders), form.slice(end + 1)]).toEqual([topic, key, headers, value]);
    }),
  );
});

// openssl dgst -sha256 -mac HMAC -macopt hexkey:<32 bytes "newnew…"> -binary, over the line below and the value.
test('the form is the same from release to release: services of two releases believe each other', () => {
  expect(signedForm(message)).toBe(
    '["tongxiu-message-1","tongxiu.review","penalty:11150100MB00000354:呼市监罚字〔2026〕第35号",' +
      '[["ce_id","7"],["ce_type","review.repair-approved.v1"],["content-type","application/json"]]]\n{"urn":"a"}',
  );
  expect(signed.headers['signature']).toBe('new.AyiPHkzerOWVh4C2VKrgz6M_V5kKmLLULIGNRs8DySM');
});
