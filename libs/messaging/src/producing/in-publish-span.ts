import { inSpan, tracingIsOn } from '@tongxiu/telemetry';
import type { OutgoingMessage } from '../bus.js';

/** The way onto the bus as a span. The messages keep the context of what decided them: a reaction continues the decision, not the carrier. */
export function inPublishSpan<Result>(messages: readonly OutgoingMessage[], publish: () => Promise<Result>): Promise<Result> {
  if (!tracingIsOn()) return publish();
  const attributes = {
    'messaging.system': 'tongxiu',
    'messaging.operation.type': 'send',
    'messaging.batch.message_count': messages.length,
  };
  const causes = messages.map(({ key, headers }) => ({ key, traceparent: headers['traceparent'] }));
  return inSpan({ name: 'publish outbox', kind: 'producer', attributes, causes }, publish);
}
