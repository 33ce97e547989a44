import type { RecognisedState } from '@tongxiu/contracts';
import type { Tx } from '@tongxiu/messaging';
import type pg from 'pg';
import { Recognitions, type Recognition } from '../../../app/cases/recognise-outcome.js';
import { isoInstant } from './case-progress.sql-store.js';

interface RecognitionRow {
  readonly recognition_id: string;
  readonly site: string;
  readonly reference: string;
  readonly record_key: string;
  readonly listing: number;
  readonly state: RecognisedState;
  readonly organ_code: string;
  readonly organ_name: string;
  readonly decided: string;
  readonly received: string;
  readonly told_by: string;
}

export class SqlRecognitions extends Recognitions {
  constructor(private readonly pool: pg.Pool) {
    super();
  }

  async find(site: string, reference: string, tx: Tx): Promise<Recognition | undefined> {
    const [row] = await tx.query<RecognitionRow>(
      `select *, ${isoInstant('decided_at')} as decided, ${isoInstant('received_at')} as received
       from recognition where site = $1 and reference = $2`,
      [site, reference],
    );
    return (
      row && {
        recognitionId: row.recognition_id,
        site: row.site,
        reference: row.reference,
        recordKey: row.record_key,
        listing: row.listing,
        state: row.state,
        organCode: row.organ_code,
        organName: row.organ_name,
        decidedAt: row.decided,
        receivedAt: row.received,
        toldBy: row.told_by,
      }
    );
  }

  async add(recognition: Recognition, tx: Tx): Promise<boolean> {
    const added = await tx.query(
      `insert into recognition (recognition_id, site, reference, record_key, listing, state, organ_code, organ_name, decided_at, received_at, told_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (site, reference) do nothing returning 1`,
      [
        recognition.recognitionId,
        recognition.site,
        recognition.reference,
        recognition.recordKey,
        recognition.listing,
        recognition.state,
        recognition.organCode,
        recognition.organName,
        recognition.decidedAt,
        recognition.receivedAt,
        recognition.toldBy,
      ],
    );
    return added.length === 1;
  }

  async dismiss(recognitionId: string, why: string, by: string): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `update recognition set dismissed_at = now(), dismissed_why = $2, dismissed_by = $3 where recognition_id = $1 and dismissed_at is null`,
      [recognitionId, why, by],
    );
    return rowCount === 1;
  }
}
