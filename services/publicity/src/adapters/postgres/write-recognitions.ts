import type { Tx } from '@tongxiu/messaging';
import type { Folded } from '../../domain/fold.js';

export async function writeRecognitions(recognitions: Folded['recognitions'], tx: Tx): Promise<void> {
  await tx.query(
    `insert into recognition (recognition_id, event_id, record_key, record_revision, state, effects, site, reference, organ_code,
                              organ_name, decided_at, received_at, result)
     select (r ->> 'recognitionId')::uuid, (r ->> 'eventId')::uuid, r ->> 'recordKey', (r ->> 'recordRevision')::int, r ->> 'state',
            r -> 'effects', r ->> 'site', r ->> 'reference', r ->> 'organCode', r ->> 'organName', (r ->> 'decidedAt')::timestamptz,
            (r ->> 'receivedAt')::timestamptz, r ->> 'result'
       from unnest($1::json[]) as r
     on conflict do nothing`,
    [recognitions.map(({ recognised, result }) => JSON.stringify({ ...recognised, result }))],
  );
}
