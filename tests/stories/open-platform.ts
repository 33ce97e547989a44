import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { platformOfStack, type Platform, type Stages } from '@tongxiu/demo';
import { startStack, type BusKind, type RunningStack } from '@tongxiu/stack';

export interface OpenPlatform {
  readonly stack: RunningStack;
  readonly platform: Platform;
  close(): Promise<void>;
}

/** The whole platform as a user starts it, as separate processes, on free ports and a folder of its own. */
export async function openPlatform(bus: BusKind = 'embedded'): Promise<OpenPlatform> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tongxiu-story-'));
  const stack = await startStack({ dataDir, fresh: true, ports: 'free', bus, out: () => undefined });
  const close = async (): Promise<void> => {
    await stack.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { stack, platform: platformOfStack(stack), close };
}

export const quietly: Stages = { begin: () => undefined, add: () => undefined, set: () => undefined, end: () => undefined };

/** Turns fault switches of a sandbox site on; with nothing, all off. */
export async function setFaults(stack: RunningStack, site: string, faults: Readonly<Record<string, unknown>>): Promise<void> {
  const none = Object.keys(faults).length === 0;
  const answer = await fetch(`${stack.urlOf(site)}/sandbox/faults`, {
    method: none ? 'DELETE' : 'PUT',
    headers: { 'x-sandbox-admin': stack.siteAdminToken, 'content-type': 'application/json' },
    ...(none ? {} : { body: JSON.stringify(faults) }),
  });
  if (!answer.ok) throw new Error(`the sandbox site ${site} did not take the faults: ${answer.status}`);
}
