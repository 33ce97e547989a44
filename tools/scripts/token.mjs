import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Prints a bearer token of a demo account of the platform that runs on this machine:
 * TOKEN=$(npm run -s token -- operator). Without a name it lists the accounts. The secrets were made at the first start.
 */
const folder = process.env.TONGXIU_DATA ?? join(import.meta.dirname, '../../.tongxiu');
const [name] = process.argv.slice(2);

try {
  const clients = JSON.parse(await readFile(join(folder, 'clients.json'), 'utf8'));
  const { issuer } = JSON.parse(await readFile(join(folder, 'urls.json'), 'utf8'));
  const client = clients.find(({ id }) => id === name);
  if (client === undefined) {
    process.stderr.write(`账户 accounts: ${clients.map(({ id }) => id).join(', ')}\n`);
    process.exit(name === undefined ? 0 : 2);
  }
  const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: client.id, client_secret: client.secret });
  const answer = await fetch(`${issuer.url}/token`, { method: 'POST', body: form });
  process.stdout.write(`${(await answer.json()).access_token}\n`);
} catch (cause) {
  process.stderr.write(
    `平台似乎没有在本机运行，请先 npm start。 The platform does not seem to run here: npm start first. (${cause.message})\n`,
  );
  process.exit(1);
}
