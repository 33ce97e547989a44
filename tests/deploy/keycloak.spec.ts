import { expect, test } from '@jest/globals';
import { claims, roles } from '@tongxiu/access';
import { callerOf } from '../../libs/access/src/token-verifier.js';
import { creditChinaOrgan, sampleOrgans } from '../../tools/stack/src/sample-organs.js';
import { readCompose, readText } from './compose-file.js';

interface Mapper {
  readonly protocolMapper: string;
  readonly config: Readonly<Record<string, string>>;
}
interface KeycloakClient {
  readonly clientId: string;
  readonly secret?: string;
  readonly publicClient: boolean;
  readonly standardFlowEnabled: boolean;
  readonly directAccessGrantsEnabled: boolean;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly protocolMappers: readonly Mapper[];
}

const realm = JSON.parse(readText('deploy/keycloak/realm.json')) as {
  realm: string;
  clients: KeycloakClient[];
  components: Record<string, { config: Record<string, string[]> }[]>;
};
const machines = realm.clients.filter(({ publicClient }) => !publicClient);
const organs = [...sampleOrgans, creditChinaOrgan];

/** The claims Keycloak writes into this client's tokens. */
function tokenOf({ protocolMappers }: KeycloakClient): Record<string, unknown> {
  const fixed = protocolMappers.filter(({ protocolMapper }) => protocolMapper === 'oidc-hardcoded-claim-mapper');
  const value = ({ config }: Mapper): unknown =>
    config['jsonType.label'] === 'boolean' ? config['claim.value'] === 'true' : config['claim.value'];
  return Object.fromEntries(fixed.map((mapper) => [mapper.config['claim.name'], value(mapper)]));
}

test.each(machines.map((client) => [client.clientId, client] as const))('the token of %s is one the services understand', (id, client) => {
  const caller = callerOf({ sub: id, ...tokenOf(client) });
  const slug = /^(?:department|reviewer)-(.+)$/u.exec(id)?.[1];
  expect(caller.role).toBe(id.split('-')[0]);
  const organ = organs.find((candidate) => candidate.slug === slug);
  expect(caller.organ).toEqual(organ && { code: organ.code, name: organ.name, marketRegulation: organ.marketRegulation });
  const audience = client.protocolMappers.find(({ protocolMapper }) => protocolMapper === 'oidc-audience-mapper');
  expect(audience?.config['included.custom.audience']).toBe(String(readCompose().services['intake']?.environment?.['TOKEN_AUDIENCE']));
  expect(client.protocolMappers.map(({ protocolMapper }) => protocolMapper)).toContain('oidc-sub-mapper');
});

test.each(machines.map((client) => [client.clientId, client] as const))(
  '%s has no secret but the one it is given, and no way in but its own',
  (id, client) => {
    const variable = `${id.toUpperCase().replaceAll('-', '_')}_SECRET`;
    expect(client.secret).toBe(`\${${variable}}`);
    expect(readCompose().services['keycloak']?.environment).toHaveProperty(variable);
    expect(client).toMatchObject({ standardFlowEnabled: false, directAccessGrantsEnabled: false });
  },
);

test('people sign in by code with PKCE, and every claim the services read comes from their account', () => {
  const web = realm.clients.find(({ publicClient }) => publicClient);
  expect(web).toMatchObject({ clientId: 'tongxiu-web', standardFlowEnabled: true, directAccessGrantsEnabled: false });
  expect(web?.attributes?.['pkce.code.challenge.method']).toBe('S256');
  const mapped = (web?.protocolMappers ?? []).flatMap(({ config }) => config['user.attribute'] ?? []);
  expect(mapped.sort()).toEqual(Object.values(claims).sort());
});

test('nobody can give themself a role, an organ or a company', () => {
  const profile = JSON.parse(
    realm.components['org.keycloak.userprofile.UserProfileProvider']?.[0]?.config['kc.user.profile.config']?.[0] ?? '{}',
  ) as {
    attributes: { name: string; permissions: { edit: string[] }; validations: { options?: { options: string[] } } }[];
    unmanagedAttributePolicy?: string;
  };
  expect(profile.unmanagedAttributePolicy).toBeUndefined();
  for (const claim of Object.values(claims)) {
    expect(profile.attributes.find(({ name }) => name === claim)?.permissions.edit).toEqual(['admin']);
  }
  expect(profile.attributes.find(({ name }) => name === 'role')?.validations.options?.options).toEqual([...roles]);
});

test('compose looks for the keys and the issuer where Keycloak has them', () => {
  const { services } = readCompose();
  const environment = services['review']?.environment ?? {};
  expect(environment['ISSUER']).toBe(`${String(services['keycloak']?.environment?.['KC_HOSTNAME'])}/realms/${realm.realm}`);
  expect(environment['ISSUER_JWKS_URL']).toBe(`http://keycloak:8080/realms/${realm.realm}/protocol/openid-connect/certs`);
  expect(environment['CREDIT_CHINA_ORGAN_CODE']).toBe(creditChinaOrgan.code);
});
