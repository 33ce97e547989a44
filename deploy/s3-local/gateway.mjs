import { execFile, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

/** An S3 server in one Go program over a folder. Compose runs SeaweedFS, whose release the Go proxy does not carry. */
export const gatewayVersion = '1.8.0';
const source = `github.com/versity/versitygw/cmd/versitygw@v${gatewayVersion}`;

/** Outside the tree: 43 MB that every clone on this machine can share. */
const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'tongxiu', `versitygw-${gatewayVersion}`);
const program = join(cache, 'versitygw');

/** Why the gateway cannot be run here, or undefined. */
export function whyNot() {
  if (existsSync(program) || spawnSync('go', ['version']).status === 0) return undefined;
  return `there is no Go to build versitygw with, and ${cache} is empty`;
}

/** Builds the gateway once. It is whole or not there: the folder gets its name only when Go has ended well. */
export async function ensureGateway(log = () => undefined) {
  if (existsSync(program)) return program;
  mkdirSync(dirname(cache), { recursive: true });
  const building = mkdtempSync(`${cache}.building-`);
  log(`building versitygw ${gatewayVersion} with Go into ${cache} (once)`);
  try {
    const env = { ...process.env, GOBIN: building, CGO_ENABLED: '0' };
    // Without what a debugger needs it is linked faster.
    await promisify(execFile)('go', ['install', '-trimpath', '-ldflags=-s -w', source], { env, timeout: 900_000, maxBuffer: 2 ** 26 });
    renameSync(building, cache);
  } catch (cause) {
    rmSync(building, { recursive: true, force: true });
    // Somebody else may have been quicker.
    if (existsSync(program)) return program;
    const said = String(cause.stderr ?? '')
      .trim()
      .split('\n')
      .at(-1);
    throw new Error(`Go could not build versitygw ${gatewayVersion}: ${said || cause.message}`, { cause });
  }
  return program;
}

/** Buckets are folders in `folder`; a later start there finds them again. It ends with the process that started it, however that ends. */
export async function startGateway({ folder, port, accessKeyId, secretAccessKey, log = () => undefined }) {
  const gateway = await ensureGateway(log);
  const keys = {
    accessKeyId: accessKeyId ?? randomBytes(10).toString('hex'),
    secretAccessKey: secretAccessKey ?? randomBytes(20).toString('hex'),
  };
  const address = `127.0.0.1:${port ?? (await freePort())}`;
  const [buckets, attributes, logFile] = ['buckets', 'attributes', 'gateway.log'].map((name) => join(folder, name));
  for (const place of [buckets, attributes]) mkdirSync(place, { recursive: true });
  const output = openSync(logFile, 'a');
  // The shell waits on a pipe that only this process holds open: when this process is gone, however, the gateway is ended.
  const script = `exec 4<&0
    "$@" </dev/null 4<&- & gateway=$!
    (read _ <&4; kill -9 $gateway) & watch=$!
    wait $gateway; status=$?; kill $watch; exit $status`;
  // Attributes lie in files of their own, since not every file system a test runs on has extended ones.
  const args = ['--port', address, '--quiet', 'posix', '--sidecar', attributes, buckets];
  const env = { ...process.env, ROOT_ACCESS_KEY_ID: keys.accessKeyId, ROOT_SECRET_ACCESS_KEY: keys.secretAccessKey };
  const child = spawn('/bin/sh', ['-c', script, 's3', gateway, ...args], { stdio: ['pipe', output, output], env });
  closeSync(output);
  child.stdin.on('error', () => undefined);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const stop = async () => {
    child.stdin.end();
    await ended;
  };
  if (!(await answers(`http://${address}/`, child))) {
    await stop();
    throw new Error(`versitygw did not answer. What it said:\n${readFileSync(logFile, 'utf8').slice(-2000)}`);
  }
  return { endpoint: `http://${address}`, ...keys, buckets, stop };
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Any answer will do, also the one that nobody may look without a signature. */
async function answers(url, child, limitMs = 20_000) {
  const deadline = performance.now() + limitMs;
  while (child.exitCode === null && performance.now() < deadline) {
    try {
      await fetch(url, { signal: AbortSignal.timeout(1000) });
      return true;
    } catch {
      await pause(50);
    }
  }
  return false;
}
