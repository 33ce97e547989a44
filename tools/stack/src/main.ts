import { parseArgs } from 'node:util';
import { passedToNewerNode } from './node-runtime.js';
import { repositoryRoot } from './places.js';
import { untilStopped } from './until-stopped.js';

const usage = `Starts the whole platform on this machine and stays until Ctrl-C.
在本机启动整个平台，直到按下 Ctrl-C；--fresh 从空数据开始，--data 另选数据文件夹，--bus kafka 改用 Apache Kafka。

  npm start                    keep what earlier starts left
  npm start -- --fresh         begin with empty data
  npm start -- --data FOLDER   keep the data elsewhere (default .tongxiu)
  npm start -- --bus kafka     carry events over Apache Kafka (needs Java 17 and Maven, or KAFKA_BROKERS)

Set DATABASE_URL to use a PostgreSQL server of your own.
`;

async function run(): Promise<number> {
  const { values } = parseArgs({
    options: {
      fresh: { type: 'boolean' },
      data: { type: 'string' },
      bus: { type: 'string', default: 'embedded' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help === true) {
    process.stdout.write(usage);
    return 0;
  }
  const { bus } = values;
  if (bus !== 'embedded' && bus !== 'kafka')
    throw new Error(`--bus 只能是 embedded 或 kafka，不能是 ${bus}。--bus is embedded or kafka, not ${bus}.`);
  return untilStopped({ bus, fresh: values.fresh === true, ...(values.data !== undefined && { dataDir: values.data }) });
}

try {
  if (!(await passedToNewerNode(repositoryRoot()))) process.exitCode = await run();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  process.exitCode = 2;
}
