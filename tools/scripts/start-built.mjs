import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStack } from '../stack/dist/src/index.js';

/** Starts each built program once, from `dist` and with empty data, asks each service whether it is ready, and stops them. */
const limitMs = 20_000;
const dataDir = mkdtempSync(join(tmpdir(), 'tongxiu-start-'));
const notReady = [];

async function readyOf(name, url) {
  const path = name in { intake: 1, review: 1, publicity: 1, sync: 1 } ? '/health/ready' : '/';
  const deadline = performance.now() + limitMs;
  for (;;) {
    const response = await fetch(url + path, { signal: AbortSignal.timeout(limitMs) });
    const said = await response.text();
    if (response.ok) return;
    if (performance.now() > deadline) return notReady.push(`${name}: ${response.status} ${said}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

try {
  const stack = await startStack({ dataDir, ports: 'free' });
  try {
    await Promise.all(Object.entries(stack.urls).map(([name, url]) => readyOf(name, url)));
  } finally {
    await stack.stop();
  }
} finally {
  rmSync(dataDir, { recursive: true, force: true });
}
for (const line of notReady) process.stdout.write(`${line}\n`);
process.exitCode = notReady.length === 0 ? 0 : 1;
