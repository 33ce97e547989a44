import { jest } from './run.mjs';

/** The specs that need Apache Kafka, by the folder they are in. Where none can be had they are reported as skipped, by name, and never as passed. */
export const kafkaSpecs = String.raw`/kafka(-bus)?/[^/]+\.int\.spec\.ts$`;

/** One after the other: they kill brokers, and what they promise is about time. */
export async function kafkaLeg() {
  const leg = await jest('Apache Kafka', ['--runInBand', kafkaSpecs]);
  if (leg.skipped.length > 0)
    process.stdout.write(`\n!!! ${leg.skipped.length} specs of the Kafka leg were NOT RUN, see their names below.\n`);
  return leg.passed + leg.failed.length === 0 ? { ...leg, name: 'Apache Kafka: NOT RUN' } : leg;
}
