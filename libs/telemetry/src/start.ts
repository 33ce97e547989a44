/** `node --import @tongxiu/telemetry/start`: for programs that do not start tracing themselves. */
import { startTracing } from './start-tracing.js';

await startTracing('tongxiu', process.env);
