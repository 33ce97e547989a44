import { readdir, readFile } from 'node:fs/promises';

/** CPU seconds used so far by each named process; `postgres` counts the server with all its backends. Linux only: elsewhere empty. */
export async function cpuSeconds(pids: Readonly<Record<string, number>>): Promise<Record<string, number>> {
  const ticks = 100;
  const used: Record<string, number> = {};
  const children = await childrenOf();
  for (const [name, pid] of Object.entries(pids)) {
    const all = name === 'postgres' ? [pid, ...(children.get(pid) ?? [])] : [pid];
    const each = await Promise.all(all.map(async (one) => (await statOf(one))?.ticks ?? 0));
    const own = each.reduce((sum, value) => sum + value, 0) / ticks;
    // Backends that ended are counted in their parent's "children" figure.
    used[name] = own + (name === 'postgres' ? ((await statOf(pid))?.childTicks ?? 0) / ticks : 0);
  }
  return used;
}

export async function residentMegabytes(pid: number): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kilobytes = /^VmRSS:\s+(\d+)/mu.exec(status)?.[1];
  return kilobytes === undefined ? undefined : Math.round(Number(kilobytes) / 1024);
}

interface Stat {
  readonly parent: number;
  readonly ticks: number;
  readonly childTicks: number;
}

async function statOf(pid: number): Promise<Stat | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  return { parent: fields[1] ?? 0, ticks: (fields[11] ?? 0) + (fields[12] ?? 0), childTicks: (fields[13] ?? 0) + (fields[14] ?? 0) };
}

async function childrenOf(): Promise<Map<number, number[]>> {
  const children = new Map<number, number[]>();
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/u.test(name)).map(Number);
  for (const pid of pids) {
    const parent = (await statOf(pid))?.parent;
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  return children;
}
