import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { sandboxSites } from '../sites.js';
import { serviceNames } from '../programs.js';

/** Says that it is ready and answers with its own environment; STAND_IN makes it misbehave. */
const program = `
import { createServer } from 'node:http';
const { PORT, HOST, STAND_IN } = process.env;
if (STAND_IN === 'bad-configuration') {
  console.error('The stand-in cannot start. FOO is required.');
  process.exit(2);
}
const server = createServer((_request, response) => response.end(JSON.stringify({ pid: process.pid, env: process.env })));
const stop = () => {
  if (STAND_IN === 'deaf') return;
  process.exit(0);
};
process.on('SIGTERM', stop).on('SIGINT', stop).on('disconnect', () => process.exit(0));
server.on('error', (error) => process.exit(error.code === 'EADDRINUSE' ? 3 : 1));
server.listen(Number(PORT), HOST, () => {
  if (STAND_IN === 'never-ready') console.log('still waiting for the calendar');
  else process.send?.({ ready: true, url: 'http://' + HOST + ':' + PORT });
});
`;

/** A folder that looks like the repository to the launcher, with stand-ins where the programs are. */
export function standInRoot(mode = 0o755): string {
  const root = mkdtempSync(join(tmpdir(), 'tongxiu-stand-ins-'));
  chmodSync(root, mode);
  writeFileSync(join(root, 'package.json'), '{ "type": "module" }');
  const entries = [
    'sandbox/issuer/dist/src/main.js',
    ...sandboxSites.map(({ id }) => `sandbox/sites/dist/src/${id}.js`),
    ...serviceNames.map((name) => `services/${name}/dist/src/main.js`),
  ];
  for (const entry of entries) {
    mkdirSync(dirname(join(root, entry)), { recursive: true });
    writeFileSync(join(root, entry), program);
  }
  return root;
}

export interface Seen {
  readonly pid: number;
  readonly env: Readonly<Record<string, string>>;
}

export const look = async (url: string): Promise<Seen> => (await (await fetch(url)).json()) as Seen;

export function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Polls; the launcher's own specs cannot take the test kit's, which is built on this package. */
export async function until(check: () => boolean | Promise<boolean>, timeoutMs = 15_000): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!(await check())) {
    if (performance.now() > deadline) throw new Error(`Not within ${timeoutMs} ms: ${check.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
