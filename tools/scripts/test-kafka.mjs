import { kafkaLeg } from './kafka-leg.mjs';
import { summaryOf } from './tally.mjs';

/** What `npm run test:kafka` runs. TONGXIU_KAFKA_EVENTS=100000 makes the runs with faults long. */
const { lines, succeeded } = summaryOf([await kafkaLeg()]);
process.stdout.write(`\n${lines.join('\n')}\n`);
process.exitCode = succeeded ? 0 : 1;
