import type { Bus } from './bus.js';
import { EmbeddedBus } from './embedded-bus/embedded-bus.js';
import { KafkaBus } from './kafka-bus/kafka-bus.js';
import type { KafkaBusOptions } from './kafka-bus/kafka-settings.js';

/** Further kinds join this union, each with a driver that passes the conformance suite. */
export type BusConfig = { readonly kind: 'embedded'; readonly databaseUrl: string } | ({ readonly kind: 'kafka' } & KafkaBusOptions);

export function createBus(config: BusConfig): Bus {
  switch (config.kind) {
    case 'embedded':
      return new EmbeddedBus({ databaseUrl: config.databaseUrl });
    case 'kafka':
      return new KafkaBus(config);
  }
}
