import { BadEnvironment, Environment, type BadVariable, type ServiceDefinition } from '@tongxiu/hosting';
import { readPlatformConfig } from '../../libs/hosting/src/platform-config.js';
import { intake } from '../../services/intake/src/intake.service-definition.js';
import { publicity } from '../../services/publicity/src/publicity.service-definition.js';
import { review } from '../../services/review/src/review.service-definition.js';
import { sync } from '../../services/sync/src/sync.service-definition.js';
import { readText, sourcesIn } from './compose-file.js';

export const definitions: readonly ServiceDefinition[] = [intake, review, publicity, sync];

/** Read by the images and by the OpenTelemetry SDK, not by the services. */
export const readElsewhere = ['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_PROTOCOL', 'OTEL_SERVICE_NAME'] as const;

export interface Reading {
  /** Every name that was asked for. */
  readonly asked: ReadonlySet<string>;
  readonly refused: readonly BadVariable[];
}

/** Lets the service's own readers read, and notes what they ask for. */
export function readAs({ defaultPort, config }: ServiceDefinition, given: Readonly<Record<string, string>>): Reading {
  const asked = new Set<string>();
  const source = new Proxy(given, {
    get: (target, name: string) => {
      asked.add(name);
      return target[name];
    },
  });
  const environment = new Environment(source);
  // The same class, seen once as source and once as built.
  readPlatformConfig(environment as unknown as Parameters<typeof readPlatformConfig>[0], defaultPort);
  config?.read(environment);
  try {
    environment.finish();
    return { asked, refused: [] };
  } catch (cause) {
    if (cause instanceof BadEnvironment) return { asked, refused: cause.variables };
    throw cause;
  }
}

/** Which variables are asked for depends on others, so every fork is taken. */
const forks: readonly Readonly<Record<string, string>>[] = [
  { BUS: 'embedded' },
  { BUS: 'kafka', KAFKA_USERNAME: 'somebody' },
  { ISSUER_JWKS: '{"keys":[]}' },
  { SMS_GATEWAY_URL: 'https://messages.example.cn' },
  { S3_ENDPOINT: 'https://s3.example.cn' },
];

export const knownTo = (definition: ServiceDefinition): ReadonlySet<string> =>
  new Set(forks.flatMap((fork) => [...readAs(definition, fork).asked]));

/** The names as the sources write them: what the forks above miss would show here. */
export function namesInSources(folder: string): ReadonlySet<string> {
  const calls = /\benv\s*\.(?:text|integer|url|path|oneOf|json|optional)(?:<[^>]*>)?\(\s*'([A-Z][A-Z0-9_]*)'/gu;
  return new Set([...sourcesIn(folder).matchAll(calls)].map(([, name = '']) => name));
}

/** What a sandbox site reads of its environment. */
export const siteNames = (): ReadonlySet<string> =>
  new Set([...readText('sandbox/sites/src/site/settings.ts').matchAll(/env\['([A-Z_]+)'\]/gu)].map(([, name = '']) => name));
