import { createRequire } from 'node:module';
import kafkajs, { type Kafka } from 'kafkajs';
import { clientSettings, type KafkaBusOptions } from './kafka-settings.js';

interface RequestQueue {
  readonly pending: readonly unknown[];
  scheduleCheckPendingRequests(): void;
}

let quietened = false;

/**
 * kafkajs 2.2.4 arms a timer after every answer to look for requests that wait, even when none does; the delay it computes is negative, so
 * the timer runs every millisecond on every connection for ever. It is needed only while something waits.
 */
function quietenRequestQueue(): void {
  if (quietened) return;
  quietened = true;
  const require = createRequire(import.meta.url);
  const { prototype } = require('kafkajs/src/network/requestQueue') as { readonly prototype: RequestQueue };
  const schedule = prototype.scheduleCheckPendingRequests;
  prototype.scheduleCheckPendingRequests = function (this: RequestQueue): void {
    if (this.pending.length > 0) schedule.call(this);
  };
}

export function kafkaClient(options: KafkaBusOptions): Kafka {
  quietenRequestQueue();
  return new kafkajs.Kafka(clientSettings(options, kafkajs.logLevel.NOTHING));
}

export const gzip = kafkajs.CompressionTypes.GZIP;
export const uncompressed = kafkajs.CompressionTypes.None;
