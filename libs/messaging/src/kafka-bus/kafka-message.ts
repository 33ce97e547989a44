import type { IHeaders, KafkaMessage } from 'kafkajs';
import type { BusMessage } from '../bus.js';

/** What foreign producers leave out is empty here: the reader refuses it with a reason, and it is parked. */
export function busMessage(topic: string, partition: number, message: KafkaMessage): BusMessage {
  return {
    topic,
    partition,
    offset: Number(message.offset),
    key: textOf(message.key),
    headers: headersOf(message.headers),
    value: textOf(message.value),
    appendedAtMs: Number(message.timestamp),
  };
}

function headersOf(sent: IHeaders | undefined): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const name in sent) {
    const value = sent[name];
    // A header may be there several times; the last one counts.
    const last = Array.isArray(value) ? value.at(-1) : value;
    if (last !== undefined) headers[textOf(name)] = textOf(last);
  }
  return headers;
}

/**
 * Bytes that are no UTF-8 become replacement characters, and so does NUL, which PostgreSQL cannot keep: a message must not be
 * impossible to park. Neither occurs in what the relay publishes.
 */
function textOf(bytes: Buffer | string | null | undefined): string {
  const text = bytes?.toString() ?? '';
  return text.includes('\0') ? text.replaceAll('\0', '\ufffd') : text;
}
