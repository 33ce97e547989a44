import { currentTraceparent } from '@tongxiu/telemetry';
import { headersOf } from '../headers.js';
import { Outbox, type Fact } from '../outbox.js';
import { plainArray, textColumns } from '../postgres/columns.js';
import type { Tx } from '../tx.js';
import { tooLong, valueBytesMax } from '../value-size.js';
import { uuidV7 } from './uuid-v7.js';

/**
 * The outbox as a table beside the state. `place` comes from a sequence while the writer holds the lock on the key's state, so
 * within a key places rise in the order of commits; between keys they promise nothing.
 */
export class SqlOutbox extends Outbox {
  /** `wakeRelay` is called after the commit: a wake before it would find nothing. */
  constructor(
    private readonly source: string,
    private readonly wakeRelay: () => void,
  ) {
    super();
  }

  async add(facts: readonly Fact[], tx: Tx): Promise<void> {
    if (facts.length === 0) return;
    const time = new Date().toISOString();
    const ids = facts.map((fact) => fact.id ?? uuidV7());
    const { delimiter, columns } = textColumns(
      facts.map((fact) => fact.event.topic),
      facts.map((fact) => fact.key),
      facts.map((fact, index) => JSON.stringify(headersOf(this.attributes(fact, ids[index]!, time)))),
      facts.map(valueOf),
    );
    await tx.query(
      `insert into outbox (event_id, topic, key, headers, value)
       select e.event_id, e.topic, coalesce(e.key, ''), e.headers::json, e.value
       from unnest($1::uuid[], string_to_array($3, $2), string_to_array($4, $2), string_to_array($5, $2), string_to_array($6, $2))
         with ordinality as e (event_id, topic, key, headers, value, n)
       order by e.n`,
      [plainArray(ids), delimiter, ...columns],
    );
    tx.afterCommit(this.wakeRelay);
  }

  private attributes(fact: Fact, id: string, time: string) {
    // The relay runs later and elsewhere: without it the trace of a decision would end in the database.
    const traceparent = fact.traceparent ?? currentTraceparent(fact.key);
    return { id, type: fact.event.type, source: this.source, subject: fact.key, time, sequence: fact.sequence, traceparent };
  }
}

/** Refused here, everything of the transaction can still be taken back; later no reader would take it, and its key might wait for ever. */
function valueOf({ event, data }: Fact): string {
  const value = JSON.stringify(data);
  if (tooLong(value)) {
    throw new Error(`A fact of the type ${event.type} has ${Buffer.byteLength(value)} bytes; ${valueBytesMax} is what a reader takes.`);
  }
  return value;
}
