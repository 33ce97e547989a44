import type { EventAttributes } from '@tongxiu/contracts';

export type Headers = Readonly<Record<string, string>>;

/** CloudEvents 1.0, binary mode: the attributes as `ce_…` headers; `traceparent` travels under its own name. */
export function headersOf(event: EventAttributes): Headers {
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    ce_specversion: '1.0',
    ce_id: event.id,
    ce_type: event.type,
    ce_source: event.source,
    ce_subject: event.subject,
    ce_time: event.time,
    ce_sequence: String(event.sequence),
  };
  if (event.traceparent !== undefined) headers['traceparent'] = event.traceparent;
  return headers;
}

const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The attributes, or the names of the headers that are missing or malformed. */
export function attributesOf(headers: Headers): EventAttributes | { readonly faulty: readonly string[] } {
  const { ce_specversion, ce_id = '', ce_type = '', ce_source = '', ce_subject = '', ce_time = '', ce_sequence = '' } = headers;
  const sequence = Number(ce_sequence);
  const sound =
    ce_specversion === '1.0' &&
    uuidPattern.test(ce_id) &&
    ce_type !== '' &&
    ce_source !== '' &&
    ce_subject !== '' &&
    !Number.isNaN(Date.parse(ce_time)) &&
    ce_sequence !== '' &&
    Number.isSafeInteger(sequence);
  if (!sound) return { faulty: faultyHeaders(headers) };
  return {
    id: ce_id.toLowerCase(),
    type: ce_type,
    source: ce_source,
    subject: ce_subject,
    time: ce_time,
    sequence,
    traceparent: headers['traceparent'],
  };
}

function faultyHeaders(headers: Headers): string[] {
  const faulty = ['ce_type', 'ce_source', 'ce_subject'].filter((name) => (headers[name] ?? '') === '');
  if (headers['ce_specversion'] !== '1.0') faulty.push('ce_specversion');
  if (!uuidPattern.test(headers['ce_id'] ?? '')) faulty.push('ce_id');
  if (Number.isNaN(Date.parse(headers['ce_time'] ?? ''))) faulty.push('ce_time');
  if ((headers['ce_sequence'] ?? '') === '' || !Number.isSafeInteger(Number(headers['ce_sequence']))) faulty.push('ce_sequence');
  return faulty;
}
