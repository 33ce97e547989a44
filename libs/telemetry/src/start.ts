/**
 * Loaded first, with `node --import @tongxiu/telemetry/start`, so that http and pg are instrumented before anybody imports
 * them. Without an endpoint nothing is started and nothing is paid.
 */
import { instrumentations } from './instrumentations.js';
import { NodeSDK } from '@opentelemetry/sdk-node';

if (process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] !== undefined) {
  const sdk = new NodeSDK({ instrumentations: instrumentations() });
  sdk.start();
  process.once('beforeExit', () => void sdk.shutdown());
}
