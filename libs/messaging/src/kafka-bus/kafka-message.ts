import type { IHeaders, KafkaMessage } from 'kafkajs';
import type { BusMessage } from '../bus.js';

/** What foreign producers leave out is empty here: the reader refuses it with a reason, and it is parked. */
export function busMessage(topic: string, partition: number, message: KafkaMessage): BusMessage {
  return {
    topic,
    partition,
    offset: Number(message.offset),
    key: message.key?.toString() ?? '',
    headers: headersOf(message.headers),
    value: message.value?.toString() ?? '',
    appendedAtMs: Number(message.timestamp),
  };
}

function headersOf(sent: IHeaders | undefined): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const name in sent) {
    const value = sent[name];
    // A header may be there several times; the last one counts.
    const last = Array.isArray(value) ? value.at(-1) : value;
    if (last !== undefined) headers[name] = last.toString();
  }
  return headers;
}
