#!/usr/bin/env node
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gatewayVersion, startGateway, whyNot } from './gateway.mjs';

const usage = `Runs an S3-compatible server (versitygw ${gatewayVersion}) on 127.0.0.1, without Docker, until Ctrl-C, and prints what intake needs.

  node deploy/s3-local/start.mjs                   data in .tongxiu/s3, a free port
  node deploy/s3-local/start.mjs --folder FOLDER --port 7333

Needs Go, which builds the server once (a minute or two).
`;

const { values } = parseArgs({ options: { folder: { type: 'string' }, port: { type: 'string' }, help: { type: 'boolean', short: 'h' } } });
if (values.help) {
  process.stdout.write(usage);
} else {
  try {
    const missing = whyNot();
    if (missing !== undefined) throw new Error(`An S3 server cannot be run here: ${missing}.`);
    const folder = values.folder ?? join(process.cwd(), '.tongxiu', 's3');
    const gateway = await startGateway({ folder, port: values.port, log: (line) => process.stderr.write(`s3: ${line}\n`) });
    const stop = () => void gateway.stop().then(() => process.exit(0));
    process.once('SIGTERM', stop).once('SIGINT', stop);
    const told = {
      S3_ENDPOINT: gateway.endpoint,
      S3_BUCKET: 'tongxiu-materials',
      S3_CREATE_BUCKET: 'on',
      S3_ACCESS_KEY_ID: gateway.accessKeyId,
      S3_SECRET_ACCESS_KEY: gateway.secretAccessKey,
    };
    for (const [name, value] of Object.entries(told)) process.stdout.write(`${name}=${value}\n`);
  } catch (cause) {
    process.stderr.write(`${cause.message}\n`);
    process.exitCode = 1;
  }
}
