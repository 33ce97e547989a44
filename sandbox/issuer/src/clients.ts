import { readFileSync } from 'node:fs';

export interface Client {
  readonly id: string;
  readonly secret: string;
  readonly role: string;
  readonly organ?: { readonly code: string; readonly name: string; readonly marketRegulation: boolean };
  /** May ask for tokens of any company, as `applicant:<credit code>`: a portal that has checked who is in front of it. */
  readonly actsForApplicants?: boolean;
}

export class UnusableClients extends Error {}

const shortestSecret = 24;

/** A secret short enough to be guessed, or one shared by two clients, is a mistake in the file and not a choice. */
export function readClients(file: string): readonly Client[] {
  const clients = parse(file);
  const seen = new Set<string>();
  for (const [index, client] of clients.entries()) {
    const wrong = faultOf(client) ?? (seen.has(client.id) || seen.has(client.secret) ? 'repeats an id or a secret' : undefined);
    if (wrong !== undefined) throw new UnusableClients(`CLIENTS_FILE: entry ${index + 1} ${wrong}.`);
    seen.add(client.id).add(client.secret);
  }
  return clients;
}

function parse(file: string): readonly Client[] {
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (Array.isArray(content)) return content as Client[];
  } catch (cause) {
    throw new UnusableClients('CLIENTS_FILE cannot be read as JSON.', { cause });
  }
  throw new UnusableClients('CLIENTS_FILE must hold a JSON array of clients.');
}

function faultOf(client: Partial<Client>): string | undefined {
  if (typeof client.id !== 'string' || client.id === '') return 'has no id';
  if (typeof client.role !== 'string') return 'has no role';
  if (typeof client.secret !== 'string' || client.secret.length < shortestSecret)
    return `has a secret of fewer than ${shortestSecret} characters`;
  return undefined;
}
