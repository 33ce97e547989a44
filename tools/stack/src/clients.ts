import { randomBytes } from 'node:crypto';
import { creditChinaOrgan, type SampleOrgan, sampleOrgans } from './sample-organs.js';

/** One entry of the issuer's clients file. */
export interface Client {
  readonly id: string;
  readonly secret: string;
  readonly role: 'department' | 'reviewer' | 'portal' | 'operator' | 'integrator';
  readonly organ?: { readonly code: string; readonly name: string; readonly marketRegulation: boolean };
  readonly actsForApplicants?: boolean;
}

type Account = Omit<Client, 'secret'>;

const organOf = ({ code, name, marketRegulation }: SampleOrgan): Client['organ'] => ({ code, name, marketRegulation });

const accounts: readonly Account[] = [
  ...sampleOrgans.map((organ): Account => ({ id: `department-${organ.slug}`, role: 'department', organ: organOf(organ) })),
  ...[...sampleOrgans, creditChinaOrgan].map((organ): Account => ({
    id: `reviewer-${organ.slug}`,
    role: 'reviewer',
    organ: organOf(organ),
  })),
  { id: 'portal', role: 'portal', actsForApplicants: true },
  { id: 'operator', role: 'operator' },
  { id: 'integrator', role: 'integrator' },
];

export const newSecret = (): string => randomBytes(24).toString('base64url');

/** Every demo account, with the secret it was given at an earlier start or a new one. */
export function demoClients(earlier: readonly Client[]): readonly Client[] {
  const secrets = new Map(earlier.map(({ id, secret }) => [id, secret]));
  return accounts.map((account) => ({ ...account, secret: secrets.get(account.id) ?? newSecret() }));
}

export interface TokenWish {
  readonly role: Client['role'] | 'applicant';
  /** Name, slug or code of a sample organ, for departments and reviewers. */
  readonly organ?: string;
  /** For applicants. */
  readonly creditCode?: string;
}

/** The credentials that answer a wish; the portal vouches for companies. */
export function credentialsFor(wish: TokenWish, clients: readonly Client[]): { readonly id: string; readonly secret: string } {
  if (wish.role === 'applicant') {
    if (wish.creditCode === undefined) throw new Error('An applicant needs a creditCode.');
    return { id: `applicant:${wish.creditCode}`, secret: credentialsFor({ role: 'portal' }, clients).secret };
  }
  const slug = [...sampleOrgans, creditChinaOrgan].find((organ) => [organ.slug, organ.name, organ.code].includes(wish.organ ?? ''))?.slug;
  if (wish.organ !== undefined && slug === undefined) throw new Error(`There is no sample organ ${wish.organ}.`);
  const id = slug === undefined ? wish.role : `${wish.role}-${slug}`;
  const client = clients.find((candidate) => candidate.id === id);
  if (client === undefined) throw new Error(`There is no demo client ${id}; a ${wish.role} needs an organ.`);
  return client;
}
