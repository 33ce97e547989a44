import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { KafkaNode } from './kafka-node.mjs';
import { ensureJars } from './jars.mjs';

/**
 * One or three KRaft nodes on loopback. Ports and cluster id are kept in the folder, since a KRaft cluster remembers its voters by
 * address: a later start in the same folder is the same cluster with its data.
 */
export async function startCluster({ folder, nodes = 1, port, log = () => undefined }) {
  const jars = await ensureJars(log);
  const { clusterId, voters } = await keptLayout(folder, nodes, port);
  const heapMb = voters.length > 1 ? 384 : 512;
  const all = voters.map((voter) => new KafkaNode({ ...voter, folder: join(folder, `node-${voter.id}`), voters, jars, heapMb, clusterId }));
  try {
    await Promise.all(all.map((node) => node.start()));
  } catch (cause) {
    await Promise.all(all.map((node) => node.kill()));
    throw cause;
  }
  const byId = (id) => {
    const node = all.find((candidate) => candidate.id === id);
    if (node === undefined) throw new Error(`There is no node ${id}.`);
    return node;
  };
  return {
    brokers: all.map((node) => node.address),
    /** A node ended that nobody had told to. */
    onCrash: (react) => {
      for (const node of all) node.onCrash = () => react(node.id);
    },
    pids: () => Object.fromEntries(all.map((node) => [node.id, node.pid])),
    kill: (id) => byId(id).kill(),
    halt: (id) => byId(id).stop(),
    start: (id) => byId(id).start(),
    stop: async () => {
      // A broker that stops alone waits for a controller to let it go, and the last ones have none left.
      await Promise.all(all.map((node) => node.stop(all.length > 1 ? 5000 : 15_000)));
    },
  };
}

async function keptLayout(folder, nodes, port) {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'cluster.json');
  if (existsSync(file)) {
    const kept = JSON.parse(readFileSync(file, 'utf8'));
    if (kept.voters.length !== nodes) throw new Error(`${folder} holds a cluster of ${kept.voters.length} nodes, not ${nodes}.`);
    return kept;
  }
  const ports = await freePorts(2 * nodes);
  const voters = Array.from({ length: nodes }, (_, n) => ({ id: n + 1, port: ports[2 * n], controllerPort: ports[2 * n + 1] }));
  if (port !== undefined) voters[0].port = port;
  const layout = { clusterId: newClusterId(), voters };
  writeFileSync(file, JSON.stringify(layout));
  return layout;
}

/** As Kafka's own `Uuid.randomUuid` does, never one that begins with `-`, which its command line would take for an option. */
function newClusterId() {
  const bytes = randomBytes(16);
  bytes[0] &= 0x7f;
  return bytes.toString('base64url');
}

/** All held at once, so that they differ. */
async function freePorts(count) {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise((resolve) => {
          const server = createServer();
          server.listen(0, '127.0.0.1', () => resolve(server));
        }),
    ),
  );
  const ports = servers.map((server) => server.address().port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
