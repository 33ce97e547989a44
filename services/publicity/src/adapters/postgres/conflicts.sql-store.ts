import type { IsoInstant } from '@tongxiu/contracts';
import type { Transactions, Tx } from '@tongxiu/messaging';
import { Conflicts, type ParkedConflict, type Resolution } from '../../app/conflicts.js';
import type { Recognised } from '../../domain/happening.js';
import type { Publication } from '../../domain/publication.js';
import type { Conflict } from '../../domain/recognition.js';
import { instant } from './instant.js';

export class SqlConflicts extends Conflicts {
  constructor(
    private readonly transactions: Transactions,
    private readonly newId: () => string,
  ) {
    super();
  }

  async park(conflicts: readonly Conflict[], publications: ReadonlyMap<string, Publication>, parkedAt: IsoInstant, tx: Tx): Promise<void> {
    const oursOf = ({ theirs }: Conflict): Publication | undefined => publications.get(theirs.recordKey);
    await tx.query(
      `insert into conflict (conflict_id, recognition_id, record_key, reasons, ours_version, ours_state, parked_at)
       select conflict_id, recognition_id, record_key, array(select json_array_elements_text(reasons)), ours_version, ours_state, $7::timestamptz
         from unnest($1::uuid[], $2::uuid[], $3::text[], $4::json[], $5::int[], $6::text[])
           as u (conflict_id, recognition_id, record_key, reasons, ours_version, ours_state)`,
      [
        conflicts.map(() => this.newId()),
        conflicts.map(({ theirs }) => theirs.recognitionId),
        conflicts.map(({ theirs }) => theirs.recordKey),
        conflicts.map(({ reasons }) => JSON.stringify(reasons)),
        conflicts.map((conflict) => oursOf(conflict)?.version ?? 0),
        conflicts.map((conflict) => oursOf(conflict)?.state ?? 'awaited'),
        parkedAt,
      ],
    );
  }

  async endingsOf(publications: readonly Publication[], tx: Tx): Promise<readonly Recognised[]> {
    const endings = publications.flatMap(({ endedBy }) => (endedBy === null ? [] : [endedBy]));
    if (endings.length === 0) return [];
    const rows = await tx.query<{ theirs: Recognised }>(
      `select ${theirs} as theirs from recognition r where recognition_id = any($1::uuid[])`,
      [endings],
    );
    return rows.map((row) => row.theirs);
  }

  page({ open, after, limit }: Parameters<Conflicts['page']>[0]): Promise<readonly ParkedConflict[]> {
    const following = `(c.parked_at, c.conflict_id) > (select parked_at, conflict_id from conflict where conflict_id = $2::uuid)`;
    return this.transactions.run((tx) =>
      tx.query<ParkedConflict>(
        `${conflictRows} where ($2::uuid is null or ${following}) and (not $1 or c.resolved_at is null)
          order by c.parked_at, c.conflict_id limit $3`,
        [open, after ?? null, limit],
      ),
    );
  }

  async find(conflictId: string, tx: Tx): Promise<ParkedConflict | undefined> {
    return (await tx.query<ParkedConflict>(`${conflictRows} where c.conflict_id = $1`, [conflictId]))[0];
  }

  async settle(conflictId: string, { kept, reason, resolvedBy, resolvedAt }: Resolution, tx: Tx): Promise<boolean> {
    const settled = await tx.query(
      `update conflict set kept = $2, reason = $3, resolved_by = $4, resolved_at = $5
        where conflict_id = $1 and resolved_at is null returning conflict_id`,
      [conflictId, kept, reason, resolvedBy, resolvedAt],
    );
    return settled.length > 0;
  }
}

const theirs = `json_build_object(
  'what', 'recognised', 'eventId', r.event_id, 'recognitionId', r.recognition_id, 'recordKey', r.record_key,
  'recordRevision', r.record_revision, 'state', r.state, 'effects', r.effects, 'site', r.site, 'reference', r.reference,
  'organCode', r.organ_code, 'organName', r.organ_name, 'decidedAt', ${instant('r.decided_at')}, 'receivedAt', ${instant('r.received_at')})`;

const conflictRows = `
  select c.conflict_id as "conflictId", c.record_key as "recordKey", c.reasons, ${instant('c.parked_at')} as "parkedAt",
         json_build_object('version', p.version, 'state', p.state, 'since', ${instant('p.changed_at')}, 'versionWhenParked', c.ours_version,
           'cause', h.cause,
           'refusedCases', (select coalesce(json_agg(json_build_object('caseId', a.case_id, 'refusedAt', ${instant('coalesce(a.revoked_at, a.refused_at)')})), '[]')
                              from applied_case a where a.record_key = c.record_key and (a.refused_at is not null or a.revoked_at is not null))) as ours,
         ${theirs} as theirs,
         case when c.resolved_at is not null then json_build_object('kept', c.kept, 'reason', c.reason, 'resolvedBy', c.resolved_by,
           'resolvedAt', ${instant('c.resolved_at')}) end as resolution
    from conflict c
    join recognition r using (recognition_id)
    join publication p on p.record_key = c.record_key
    left join publication_history h on h.record_key = p.record_key and h.version = p.version`;
