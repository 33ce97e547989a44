/**
 * Writes .env beside docker-compose.yml from .env.example. A name without a value gets 24 random bytes of its own; what an earlier .env
 * says is kept, because the data in the volumes was made with it.
 *
 *   node deploy/compose/write-env.mjs [target]
 */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

const example = new URL('../../.env.example', import.meta.url);
const target = process.argv[2] ?? new URL('../../.env', import.meta.url);

const assignment = /^([A-Z][A-Z0-9_]*)=(.*)$/u;
const linesOf = (file) => readFileSync(file, 'utf8').split('\n');
const kept = new Map(
  (existsSync(target) ? linesOf(target) : []).flatMap((line) => {
    const [, name, value] = assignment.exec(line) ?? [];
    return name === undefined ? [] : [[name, value]];
  }),
);

// These have a form; for all others any long text will do.
const forms = {
  KAFKA_CLUSTER_ID: () => randomBytes(16).toString('base64url'),
  CONTACT_KEY: () => randomBytes(32).toString('base64'),
  BUS_SIGNING_KEYS: () => `first:${randomBytes(32).toString('base64')}`,
};
const made = (name) => forms[name]?.() ?? randomBytes(24).toString('base64url');
const asked = new Set();
const lines = linesOf(example).map((line) => {
  const [, name, value] = assignment.exec(line) ?? [];
  if (name === undefined) return line;
  asked.add(name);
  const earlier = kept.get(name);
  if (value === '') return `${name}=${earlier || made(name)}`;
  return `${name}=${earlier ?? value}`;
});
const own = [...kept].filter(([name]) => !asked.has(name)).map(([name, value]) => `${name}=${value}`);

const unfinished = `${target instanceof URL ? target.pathname : target}.${process.pid}`;
writeFileSync(unfinished, [...lines, ...own, ''].join('\n').replace(/\n+$/u, '\n'), { mode: 0o600 });
renameSync(unfinished, target);
process.stdout.write(`${asked.size} names written, ${[...asked].filter((name) => kept.has(name)).length} of them kept from before.\n`);
