import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { repositoryRoot } from '../places.js';

/** Why Apache Kafka cannot be run from its jars on this machine, or undefined. */
export async function whyNoLocalKafka(): Promise<string | undefined> {
  const jars = join(repositoryRoot(), 'deploy/kafka-local/jars.mjs');
  const { whyNot } = (await import(pathToFileURL(jars).href)) as { readonly whyNot: () => string | undefined };
  return whyNot();
}
