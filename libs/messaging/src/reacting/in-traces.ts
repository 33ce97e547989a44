import { currentTraceparent, inSpan, tracingIsOn } from '@tongxiu/telemetry';
import type { Received } from '../reaction.js';

/** Runs a reaction in the traces of its events. The events handed on carry the context to go on with, not the one they came with. */
export async function inTraces<Result>(
  reaction: string,
  received: readonly Received<object>[],
  handle: (continued: readonly Received<object>[]) => Promise<Result>,
): Promise<Result> {
  if (!tracingIsOn()) return handle(received);
  const causes = received.map(({ event }) => ({ key: event.subject, traceparent: event.traceparent }));
  const attributes = {
    'messaging.system': 'tongxiu',
    'messaging.operation.type': 'process',
    'messaging.consumer.group.name': reaction,
    'messaging.batch.message_count': received.length,
  };
  return inSpan({ name: `process ${reaction}`, kind: 'consumer', attributes, causes, inEachTrace: true }, () =>
    handle(received.map(({ event, data }) => ({ event: { ...event, traceparent: currentTraceparent(event.subject) }, data }))),
  );
}
