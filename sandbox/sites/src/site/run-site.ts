import { readSettings } from './settings.js';
import type { SiteProfile } from './profile.js';
import { startProfile } from './start-site.js';

/** Exit codes a launcher can tell apart: what is configured wrongly, and a port somebody else has. */
const configuredWrongly = 2;
const portTaken = 3;

/** The whole life of a site's process. */
export async function runSite(profile: SiteProfile): Promise<void> {
  const settings = readSettings(profile, process.env);
  if ('faults' in settings) return leave(configuredWrongly, `${profile.id} cannot start: ${settings.faults.join('; ')}`);
  const { options } = settings;
  try {
    const site = await startProfile(profile, options);
    const faults = options.adminToken === undefined ? '' : ', fault switches on';
    console.log(`${profile.name.zh} ${profile.id} (${profile.tier}) at ${site.url}, data in ${options.dataDir}${faults}`);
    endWith(() => site.close());
    process.send?.({ ready: true, url: site.url });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    leave(portTaken, `${profile.id} cannot start: port ${options.port} of ${options.host} is in use; set PORT to a free one`);
  }
}

/** A launcher that is gone cannot stop its sites any more, so they stop by themselves. */
function endWith(close: () => Promise<void>): void {
  let ending = false;
  const end = (): void => {
    if (ending) return;
    ending = true;
    void close().then(() => process.exit(0));
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
  process.once('disconnect', end);
}

function leave(code: number, sentence: string): void {
  console.error(sentence);
  process.exitCode = code;
  if (process.connected) process.disconnect();
}
