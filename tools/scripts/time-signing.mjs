import { createSecretKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Keyring } from '../../libs/messaging/dist/src/index.js';
import { signedForm } from '../../libs/messaging/dist/src/signing/signed-form.js';

/** What signing costs a message, beside the way that was not taken: docs/decisions/0019-messages-are-signed.md. */
const { data } = JSON.parse(readFileSync(new URL('../../libs/contracts/examples/review.repair-approved.v1.json', import.meta.url), 'utf8'));
const key = data.recordKey;
const message = {
  topic: 'tongxiu.review',
  key,
  headers: {
    'content-type': 'application/json',
    ce_specversion: '1.0',
    ce_id: '0198f3a1-7c2e-7f00-8a51-9d3c5e1b2a70',
    ce_type: 'review.repair-approved.v1',
    ce_source: '/tongxiu/review',
    ce_subject: key,
    ce_time: '2026-03-12T08:30:00.571Z',
    ce_sequence: '2',
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  },
  value: JSON.stringify(data),
};

function time(name, count, work) {
  for (let n = 0; n < count / 10; n++) work();
  const runs = Array.from({ length: 5 }, () => {
    // Time on the processor, so that what else the machine does counts as little as it can.
    const begun = process.cpuUsage();
    for (let n = 0; n < count; n++) work();
    const { user, system } = process.cpuUsage(begun);
    return (user + system) / count;
  }).sort((a, b) => a - b);
  process.stdout.write(`${name.padEnd(20)} ${runs[2].toFixed(1)} µs (best ${runs[0].toFixed(1)}, worst ${runs[4].toFixed(1)})\n`);
}

const keyring = new Keyring([{ id: 'first', secret: createSecretKey(Buffer.alloc(32, 7)) }]);
const signed = keyring.sign(message);
const pair = generateKeyPairSync('ed25519');
const form = Buffer.from(signedForm(message));
const signature = sign(null, form, pair.privateKey);

process.stdout.write(`${process.version}, ${form.length} bytes signed; the median of five runs\n`);
time('HMAC-SHA256, sign', 100_000, () => keyring.sign(message));
time('HMAC-SHA256, verify', 100_000, () => {
  if (keyring.complaint(signed) !== undefined) throw new Error('not believed');
});
time('Ed25519, sign', 5_000, () => sign(null, Buffer.from(signedForm(message)), pair.privateKey));
time('Ed25519, verify', 5_000, () => {
  if (!verify(null, Buffer.from(signedForm(message)), pair.publicKey, signature)) throw new Error('not believed');
});
