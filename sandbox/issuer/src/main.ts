import { readClients, UnusableClients } from './clients.js';
import { openIssuer, type RunningIssuer } from './issuer.js';
import { keptSigningKey } from './signing-key.js';

/** Exit codes the launcher tells apart: a restart cures neither of them. */
const badConfiguration = 2;
const portInUse = 3;

async function start(env: NodeJS.ProcessEnv): Promise<RunningIssuer> {
  const { CLIENTS_FILE: clientsFile, DATA_DIR: dataDir } = env;
  if (!clientsFile || !dataDir) throw new UnusableClients('CLIENTS_FILE and DATA_DIR are required.');
  const port = Number(env['PORT'] ?? 7100);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new UnusableClients('PORT must be a whole number from 0 to 65535.');
  const clients = readClients(clientsFile);
  const key = await keptSigningKey(dataDir);
  const host = env['HOST'] ?? '127.0.0.1';
  return openIssuer({ host, port, audience: env['TOKEN_AUDIENCE'] ?? 'tongxiu', issuer: env['ISSUER'], key, clients });
}

function fail(cause: unknown): never {
  const refused = cause instanceof UnusableClients;
  const taken = cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE';
  const why = taken ? 'Its port is in use; set PORT to a free one.' : cause instanceof Error ? cause.message : String(cause);
  process.stderr.write(`The sandbox issuer cannot start. ${why}\n`);
  process.exit(refused ? badConfiguration : taken ? portInUse : 1);
}

const issuer = await start(process.env).catch(fail);
const stop = (): void => {
  void issuer.close().then(() => process.exit(0));
};
// The channel to the launcher closes when the launcher is gone, whatever ended it.
process.once('SIGTERM', stop).once('SIGINT', stop).once('disconnect', stop);
process.stdout.write(`sandbox issuer: ${issuer.url}\n`);
process.send?.({ ready: true, url: issuer.url });
