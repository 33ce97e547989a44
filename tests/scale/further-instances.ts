import { spawn, type ChildProcess } from 'node:child_process';
import { openSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { repositoryRoot, type BusKind, type RunningStack } from '@tongxiu/stack';
import { placesIn } from '../../tools/stack/src/places.js';
import { servicePrograms, type ServiceName } from '../../tools/stack/src/programs.js';
import { keptSecrets } from '../../tools/stack/src/secrets.js';

export interface Instance {
  readonly name: ServiceName;
  readonly url: string;
  /** As a crash of the machine would: nothing is finished, nothing is said. */
  kill(): Promise<void>;
}

/** One more instance of every service beside those of a stack, with the same variables but a port of its own; nobody restarts it. */
export async function furtherInstances(stack: RunningStack, dataDir: string, bus: BusKind, number: number): Promise<readonly Instance[]> {
  const places = placesIn(repositoryRoot(), dataDir);
  const carrier: Record<string, string> =
    bus === 'embedded'
      ? { BUS: 'embedded', BUS_DATABASE_URL: stack.databases.bus }
      : { BUS: 'kafka', KAFKA_BROKERS: process.env['KAFKA_BROKERS'] ?? '', KAFKA_REPLICATION: '1' };
  const programs = servicePrograms(places, '127.0.0.1', stack.databases, stack.urlOf('issuer'), {
    ...carrier,
    BUS_SIGNING_KEYS: keptSecrets(places).busSigningKeys,
  });
  return Promise.all(
    programs.map(async ({ name, entry, env }) => {
      const log = openSync(join(places.logs, `${name}-${number}.log`), 'w');
      const child = spawn(process.execPath, [entry], { env: { ...process.env, ...env(0) }, stdio: ['ignore', log, log, 'ipc'] });
      const kill = async (): Promise<void> => {
        if (child.exitCode !== null || child.signalCode !== null) return;
        child.kill('SIGKILL');
        await once(child, 'exit');
      };
      return { name: name as ServiceName, url: await readyUrl(name, child), kill };
    }),
  );
}

async function readyUrl(name: string, child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`a further ${name} ended with ${code} before it was ready`)));
    child.on('message', (message) => resolve((message as { url: string }).url));
  });
}
