import { jest } from './run.mjs';

/** The specs that need an S3-compatible server, by the folder they are in. Where none can be had they are reported as skipped, by name. */
const s3Specs = String.raw`/s3/[^/]+\.int\.spec\.ts$`;

/** Apart from the others, since the first run on a machine may have to build the server. */
export async function s3Leg() {
  const leg = await jest('S3', ['--runInBand', s3Specs]);
  return leg.passed + leg.failed.length === 0 ? { ...leg, name: 'S3: NOT RUN' } : leg;
}
