import { ApplicationSupplementedV1, type IsoInstant } from '@tongxiu/contracts';
import type { Outbox, Transactions, Tx } from '@tongxiu/messaging';
import {
  materialObjections,
  soundMaterials,
  takenAsStated,
  type KnownMaterial,
  type MaterialClaim,
} from '../../domain/repair/application-rules.js';
import { stageOf, type CaseProgress, type Stage } from '../../domain/cases/case-progress.js';
import type { Objection } from '../../domain/wording.js';
import type { CaseProgresses } from './follow-cases.js';
import type { Materials, Submitter } from '../submit-applications.js';

export interface OpenCase {
  readonly caseId: string;
  readonly recordKey: string;
  readonly listing: number;
  readonly creditCode: string;
  readonly progress: CaseProgress;
}

export abstract class OpenCases {
  /** Locked until the transaction ends. */
  abstract lock(caseId: string, tx: Tx): Promise<OpenCase | undefined>;
  abstract addMaterials(caseId: string, materials: readonly KnownMaterial[], tx: Tx): Promise<void>;
}

export type SupplementResult =
  | { readonly kind: 'supplemented'; readonly caseId: string; readonly supplementedAt: IsoInstant }
  | { readonly kind: 'unknown-case' }
  | { readonly kind: 'not-asked-for'; readonly stage: Stage }
  | { readonly kind: 'not-usable'; readonly objections: readonly Objection[] };

/** The answer to the one-time notice to supplement (J-026, J-027); without a notice, or a second time, there is nothing to answer. */
export class SupplementApplication {
  constructor(
    private readonly transactions: Transactions,
    private readonly cases: OpenCases,
    private readonly progresses: CaseProgresses,
    private readonly materials: Materials,
    private readonly outbox: Outbox,
  ) {}

  run(caseId: string, claims: readonly MaterialClaim[], { actsFor }: Submitter, supplementedAt: IsoInstant): Promise<SupplementResult> {
    return this.transactions.run(async (tx): Promise<SupplementResult> => {
      const found = await this.cases.lock(caseId, tx);
      if (found === undefined || (actsFor !== undefined && actsFor !== found.creditCode)) return { kind: 'unknown-case' };
      const stage = stageOf(found.progress);
      if (stage !== 'supplementRequested') return { kind: 'not-asked-for', stage };

      const { recordKey, creditCode, listing } = found;
      const request = { recordKey, creditCode, materials: claims, statements: takenAsStated };
      const known = await this.materials.find([...new Set(claims.map(({ materialId }) => materialId))], tx);
      const objections = materialObjections({ request, materials: known });
      if (objections.length > 0) return { kind: 'not-usable', objections };

      const added = soundMaterials(request, known);
      await this.cases.addMaterials(caseId, added, tx);
      await this.progresses.note([{ caseId, recordKey, progress: { supplementedAt } }], tx);
      const materials = added.map(({ materialId, kind, sha256, bytes }) => ({ materialId, kind, sha256, bytes }));
      const data = { caseId, recordKey, materials, supplementedAt };
      await this.outbox.add([{ event: ApplicationSupplementedV1, key: recordKey, sequence: listing, data }], tx);
      return { kind: 'supplemented', caseId, supplementedAt };
    });
  }
}
