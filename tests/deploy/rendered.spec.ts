import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { parseAllDocuments } from 'yaml';
import { chart, environmentOf, exampleValues } from './chart.js';
import { readText, repository } from './compose-file.js';
import { installed, run, testWith } from './installed.js';

interface Variable {
  readonly name: string;
  readonly value?: string;
}
interface Pod {
  readonly serviceAccountName?: string;
  readonly securityContext: object;
  readonly volumes?: readonly Readonly<Record<string, { readonly name?: string }>>[];
  readonly containers: readonly { readonly env: readonly Variable[]; readonly securityContext: object }[];
}
interface Rendered {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly annotations?: Readonly<Record<string, string>> };
  readonly spec?: { readonly template?: { readonly spec: Pod } } & Partial<Pod>;
}

const helm = installed('helm', 'version');
const folder = fileURLToPath(new URL(chart, repository));
const example = ['--values', 'examples/values.yaml'];
const everything = [...example, '--values', 'examples/everything.yaml'];
const services = ['intake', 'review', 'publicity', 'sync'] as const;
const off = (setting: string): string[] => services.flatMap((name) => ['--set', `services.${name}.${setting}=false`]);

const volume = ['--set', 'services.intake.volume.enabled=true'];

const oneNode = [
  ...volume,
  ...['volume.accessMode=ReadWriteOnce', 'replicas=1', 'autoscaling.enabled=false'].flatMap((setting) => [
    '--set',
    `services.intake.${setting}`,
  ]),
];

/** Every fork of the templates is taken by one of them. */
const ways: readonly (readonly [string, readonly string[]])[] = [
  ['the example', example],
  ['the example of everything', everything],
  ['pods that migrate at their start', [...example, '--set', 'migration.enabled=false']],
  ['an open network', [...everything, '--set', 'networkPolicy.enabled=false']],
  ['a fixed number of pods', [...example, ...off('autoscaling.enabled')]],
  ['a volume that is there', [...example, ...volume, '--set', 'services.intake.volume.existingClaim=shared']],
  ['a volume of one node', [...example, ...oneNode]],
  ['a storage class', [...example, ...volume, '--set', 'services.intake.volume.storageClass=nfs']],
];

function render(tool: string, args: readonly string[], release = 'tongxiu'): readonly Rendered[] {
  const { status, output } = run(tool, ['template', release, '.', '--kube-version', '1.30.0', ...args], folder);
  expect([status, status === 0 ? '' : output]).toEqual([0, '']);
  return parseAllDocuments(output)
    .map((document) => document.toJS() as Rendered | null)
    .filter((one) => one !== null);
}

const nameOf = ({ kind, metadata }: Rendered): string => `${kind} ${metadata.name}`;
const podOf = ({ kind, spec }: Rendered): Pod | undefined => (kind === 'Pod' ? (spec as Pod) : spec?.template?.spec);

const kubernetes = JSON.parse(readText('tests/deploy/kubernetes/kubernetes.json')) as { kinds: object; definitions: object };
const ajv = new Ajv({ strict: false, allErrors: true }).addSchema({ $id: 'kubernetes', ...kubernetes });
/** What Kubernetes of the oldest release that is promised would say about its fields. */
function complaintsAbout(one: Rendered): string[] {
  const kind = `${one.apiVersion}/${one.kind}`.replaceAll('/', '~1');
  const validate = ajv.getSchema(`kubernetes#/kinds/${kind}`);
  if (validate === undefined) return [`${nameOf(one)}: Kubernetes does not know ${one.apiVersion}`];
  void validate(one);
  return (validate.errors ?? []).map(({ instancePath, message = '' }) => `${nameOf(one)}: ${instancePath} ${message}`);
}

test('a field Kubernetes does not know is noticed, and a version', () => {
  const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'one' }, spec: { ports: [{ prot: 80 }] } } as Rendered;
  expect(complaintsAbout(service)).toEqual([
    "Service one: /spec/ports/0 must have required property 'port'",
    'Service one: /spec/ports/0 must NOT have additional properties',
  ]);
  expect(complaintsAbout({ ...service, apiVersion: 'v0' })).toEqual(['Service one: Kubernetes does not know v0']);
});

describe.each(ways)('%s', (_way, args) => {
  testWith(helm, 'helm', 'helm lint --strict finds nothing', (tool) => {
    const { status, output } = run(tool, ['lint', '.', '--strict', ...args], folder);
    expect([status, status === 0 ? '' : output]).toEqual([0, '']);
  });

  testWith(helm, 'helm', 'is what Kubernetes 1.30 knows, each name once, and no Secret', (tool) => {
    const rendered = render(tool, args);
    expect(rendered.flatMap(complaintsAbout)).toEqual([]);
    const names = rendered.map(nameOf);
    expect(names.filter((name, place) => names.indexOf(name) !== place || name.startsWith('Secret'))).toEqual([]);
  });

  testWith(helm, 'helm', 'every pod runs as nobody, on a read-only file system', (tool) => {
    const pods = render(tool, args).flatMap((one) => podOf(one) ?? []);
    expect(pods.length).toBeGreaterThan(services.length);
    for (const { securityContext, containers } of pods) {
      expect(securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
      const closed = { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } };
      for (const container of containers) expect(container.securityContext).toEqual(closed);
    }
  });
});

testWith(helm, 'helm', 'the longest tag of an image still makes a label Kubernetes takes', (tool) => {
  const tag = `${'0'.repeat(62)}-${'f'.repeat(65)}`;
  const rendered = JSON.stringify(render(tool, [...example, '--set-string', `image.tag=${tag}`]));
  const told = [...rendered.matchAll(/"app\.kubernetes\.io\/version":"([^"]*)"/gu)].map(([, label]) => label);
  expect(new Set(told)).toEqual(new Set(['0'.repeat(62)]));
  expect(rendered).toContain(`/sync:${tag}"`);
});

const each = ['Deployment', 'HorizontalPodAutoscaler', 'NetworkPolicy', 'PodDisruptionBudget', 'Service', 'ServiceAccount'];
testWith(helm, 'helm', 'each service has what it needs, and lag as a metric of scaling where it is asked for', (tool) => {
  const rendered = render(tool, [...example, '--set', 'services.sync.autoscaling.lag.enabled=true']);
  const of = (name: string): string[] => rendered.filter(({ metadata }) => metadata.name === `tongxiu-${name}`).map(({ kind }) => kind);
  for (const name of ['review', 'publicity', 'sync']) expect([name, ...of(name).sort()]).toEqual([name, ...each]);
  // Its materials are in a bucket.
  expect(of('intake').sort()).toEqual(each);
  expect(JSON.stringify(rendered).match(/"type":"External"/gu)).toHaveLength(1);
});

describe.each([
  ['the example', example, exampleValues()],
  ['the example of everything', everything, exampleValues('everything')],
] as const)('%s', (_way, args, values) => {
  testWith(helm, 'helm', 'gives each pod the variables that are held against the configuration', (tool) => {
    const rendered = render(tool, args);
    for (const name of services) {
      const pod = podOf(rendered.find((one) => nameOf(one) === `Deployment tongxiu-${name}`)!);
      const given = pod?.containers[0]?.env ?? [];
      const expected = environmentOf(values, name);
      expect(given.map((variable) => variable.name).sort()).toEqual(Object.keys(expected).sort());
      for (const variable of given)
        if (variable.value !== undefined) expect([variable.name, variable.value]).toEqual([variable.name, expected[variable.name]]);
    }
  });
});

testWith(helm, 'helm', 'the pod that holds the volume of one node ends before the next one begins; all others overlap', (tool) => {
  const strategies = render(tool, [...example, ...oneNode]).flatMap(({ kind, metadata, spec }) =>
    kind === 'Deployment' ? [[metadata.name, (spec as { strategy?: { type: string } }).strategy?.type]] : [],
  );
  expect(Object.fromEntries(strategies)).toEqual({
    'tongxiu-intake': 'Recreate',
    'tongxiu-review': 'RollingUpdate',
    'tongxiu-publicity': 'RollingUpdate',
    'tongxiu-sync': 'RollingUpdate',
  });
});

describe('the Jobs that migrate', () => {
  const jobs = (rendered: readonly Rendered[]): readonly Rendered[] => rendered.filter(({ kind }) => kind === 'Job');

  testWith(helm, 'helm', 'run before the release and need nothing of it', (tool) => {
    const rendered = render(tool, everything);
    const own = new Set(rendered.filter(({ kind }) => kind === 'ConfigMap').map(({ metadata }) => metadata.name));
    expect(
      jobs(rendered)
        .map(({ metadata }) => metadata.name)
        .sort(),
    ).toEqual(services.map((name) => `tongxiu-${name}-migration`).sort());
    for (const job of jobs(rendered)) {
      expect(job.metadata.annotations?.['helm.sh/hook']).toBe('pre-install,pre-upgrade');
      const { serviceAccountName, volumes = [], containers } = podOf(job)!;
      expect(serviceAccountName).toBeUndefined();
      expect(volumes.filter(({ configMap }) => own.has(configMap?.name ?? ''))).toEqual([]);
      expect(containers[0]?.env.map(({ name }) => name)).toEqual(['DATABASE_URL', 'NODE_EXTRA_CA_CERTS']);
    }
  });

  testWith(helm, 'helm', 'keep names of their own under the longest name of a release', (tool) => {
    const names = jobs(render(tool, example, 'x'.repeat(53))).map(({ metadata }) => metadata.name);
    expect(new Set(names).size).toBe(services.length);
    expect(names.filter((name) => name.length > 63)).toEqual([]);
  });

  testWith(helm, 'helm', 'are left out where pods migrate', (tool) => {
    const rendered = render(tool, [...example, '--set', 'migration.enabled=false']);
    expect(jobs(rendered)).toEqual([]);
    expect(JSON.stringify(rendered).match(/\{"name":"MIGRATE_AT_START","value":"on"\}/gu)).toHaveLength(services.length);
  });
});
