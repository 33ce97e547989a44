import type { Bus } from './bus.js';
import { EmbeddedBus } from './embedded-bus/embedded-bus.js';

/** Further kinds join this union, each with a driver that passes the conformance suite. */
export type BusConfig = { readonly kind: 'embedded'; readonly databaseUrl: string };

export function createBus(config: BusConfig): Bus {
  switch (config.kind) {
    case 'embedded':
      return new EmbeddedBus({ databaseUrl: config.databaseUrl });
  }
}
