#!/usr/bin/env node
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startCluster } from './kafka-cluster.mjs';
import { jarFolder, javaVersion, kafkaVersion, whyNot } from './jars.mjs';

const usage = `Runs Apache Kafka ${kafkaVersion} from its own jars on 127.0.0.1, without Docker, until Ctrl-C.

  node deploy/kafka-local/start.mjs                    one node, data in .tongxiu/kafka
  node deploy/kafka-local/start.mjs --nodes 3          three nodes, each broker and controller, data in .tongxiu/kafka-3
  node deploy/kafka-local/start.mjs --folder FOLDER    data elsewhere; a later start in the same folder finds them again
  node deploy/kafka-local/start.mjs --port 9092        port of the first broker; free ports are taken otherwise

Needs Java 17. The jars are fetched once with Maven and kept in ${jarFolder}.
`;

async function main() {
  const { values } = parseArgs({
    options: {
      nodes: { type: 'string', default: '1' },
      folder: { type: 'string' },
      port: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return void process.stdout.write(usage);
  const nodes = Number(values.nodes);
  if (nodes !== 1 && nodes !== 3) throw new Error(`--nodes is 1 or 3, not ${values.nodes}.`);
  const missing = whyNot();
  if (missing !== undefined) throw new Error(`Apache Kafka cannot be run here: ${missing}.`);

  const say = (line) => void process.stderr.write(`kafka: ${line}\n`);
  const folder = values.folder ?? join(process.cwd(), '.tongxiu', nodes === 1 ? 'kafka' : `kafka-${nodes}`);
  const port = values.port === undefined ? undefined : Number(values.port);
  const startedAt = performance.now();
  const cluster = await startCluster({ folder, nodes, port, log: say });

  let stopping;
  const stop = () => {
    stopping ??= cluster.stop().then(() => process.exit(0));
  };
  cluster.onCrash((id) => {
    say(`node ${id} ended by itself`);
    if (nodes === 1 && stopping === undefined) process.exit(1);
  });
  process.on('SIGTERM', stop).on('SIGINT', stop).on('disconnect', stop);
  // Whoever started this as a child process may kill and restart nodes: the fault tests do.
  process.on('message', ({ order, node, id }) => {
    if (order === 'stop') return stop();
    cluster[order](node).then(
      () => process.send?.({ id, pids: cluster.pids() }),
      (cause) => process.send?.({ id, failed: cause.message }),
    );
  });
  say(`${nodes} node(s) of Apache Kafka ${kafkaVersion} (${javaVersion()}) after ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  process.stdout.write(`KAFKA_BROKERS=${cluster.brokers.join(',')}\n`);
  process.send?.({ ready: true, brokers: cluster.brokers, version: kafkaVersion, java: javaVersion(), pids: cluster.pids() });
}

try {
  await main();
} catch (cause) {
  process.stderr.write(`${cause.message}\n`);
  process.exit(1);
}
