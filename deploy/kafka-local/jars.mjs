import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const here = dirname(fileURLToPath(import.meta.url));
const pom = join(here, 'pom.xml');

/** The version is said once, in the pom. */
export const kafkaVersion = /<kafka\.version>([^<]+)</.exec(readFileSync(pom, 'utf8'))[1];

/** Outside the tree: 54 MB that every clone on this machine can share. */
export const jarFolder = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'tongxiu', `kafka-${kafkaVersion}`);

/** First line of `java -version`, or undefined where there is no Java or one older than 17, which Kafka 4 does not run on. */
export function javaVersion() {
  const { status, stderr } = spawnSync('java', ['-version'], { encoding: 'utf8' });
  const [line = ''] = (stderr ?? '').split('\n');
  const major = Number(/version "(\d+)/.exec(line)?.[1] ?? 0);
  return status === 0 && major >= 17 ? line.trim() : undefined;
}

/** Why the broker cannot be run from its jars here, or undefined. */
export function whyNot() {
  if (javaVersion() === undefined) return 'there is no Java 17 or newer (Debian: openjdk-17-jre-headless)';
  if (existsSync(jarFolder)) return undefined;
  if (spawnSync('mvn', ['-v']).status !== 0) return `there is no Maven to fetch the jars with (Debian: maven), and ${jarFolder} is empty`;
  return undefined;
}

/** Fetches the jars once. They are complete or not there: the folder gets its name only when Maven has ended well. */
export async function ensureJars(log = () => undefined) {
  if (existsSync(jarFolder)) return jarFolder;
  mkdirSync(dirname(jarFolder), { recursive: true });
  const fetching = mkdtempSync(`${jarFolder}.fetching-`);
  log(`fetching Apache Kafka ${kafkaVersion} with Maven into ${jarFolder} (54 MB, once)`);
  try {
    const goal = ['-q', '-B', '-f', pom, 'dependency:copy-dependencies', `-DoutputDirectory=${fetching}`];
    await promisify(execFile)('mvn', goal, { timeout: 600_000 });
    renameSync(fetching, jarFolder);
  } catch (cause) {
    rmSync(fetching, { recursive: true, force: true });
    // Somebody else may have been quicker.
    if (existsSync(jarFolder)) return jarFolder;
    const said = String(cause.stdout ?? '')
      .split('\n')
      .filter((line) => line.startsWith('[ERROR]'));
    throw new Error(`Maven could not fetch Apache Kafka ${kafkaVersion}: ${said[0] ?? cause.message}`, { cause });
  }
  return jarFolder;
}
