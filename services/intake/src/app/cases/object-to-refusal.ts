import { ObjectionFiledV1, type IsoInstant, type RecordKind } from '@tongxiu/contracts';
import type { Outbox, Transactions, Tx } from '@tongxiu/messaging';
import { localDate, type CalendarEdition } from '@tongxiu/working-days';
import {
  materialObjections,
  soundMaterials,
  takenAsStated,
  type KnownMaterial,
  type MaterialClaim,
} from '../../domain/repair/application-rules.js';
import { stageOf } from '../../domain/cases/case-progress.js';
import { answerObjectionBy, whyNoObjection, type ObjectionRefusal } from '../../domain/cases/objection-rules.js';
import type { Objection as Fault } from '../../domain/wording.js';
import type { CaseProgresses } from './follow-cases.js';
import type { Messages } from '../messages/messages.js';
import type { Register } from '../push-records.js';
import type { RulesInForce } from '../rules-in-force.js';
import type { Identifiers, Materials, Submitter } from '../submit-applications.js';
import type { OpenCase, OpenCases } from './supplement-application.js';

export interface FiledObjection {
  readonly objectionId: string;
  readonly caseId: string;
  readonly grounds: string;
  readonly materials: readonly KnownMaterial[];
  readonly filedAt: IsoInstant;
  readonly filedBy: string;
  /** Last day to verify and handle it; null where the calendar lacks the year. */
  readonly answerBy: string | null;
}

export abstract class Objections {
  abstract add(objection: FiledObjection, tx: Tx): Promise<void>;
  /** Takes the listing for the case again, as if it were still open. False when another application holds it. */
  abstract holdListing(found: OpenCase, tx: Tx): Promise<boolean>;
}

export type ObjectionResult =
  | { readonly kind: 'filed'; readonly objection: FiledObjection }
  | { readonly kind: 'unknown-case' }
  | { readonly kind: 'not-possible'; readonly why: ObjectionRefusal; readonly faults: readonly Fault[] }
  | { readonly kind: 'not-usable'; readonly faults: readonly Fault[] };

export interface ObjectionClaim {
  readonly grounds: string;
  readonly materials: readonly MaterialClaim[];
  /** The refusal took the number of the application along. */
  readonly phone?: string | undefined;
}

/** The right to object to a refusal (J-041). The grounds stay here; review hears that there are some and reads them here. */
export class ObjectToRefusal {
  constructor(
    private readonly transactions: Transactions,
    private readonly ports: {
      readonly cases: OpenCases;
      readonly objections: Objections;
      readonly progresses: CaseProgresses;
      readonly register: Register;
      readonly materials: Materials;
      readonly messages: Messages;
      readonly outbox: Outbox;
      readonly identifiers: Identifiers;
    },
    private readonly rules: RulesInForce,
  ) {}

  async run(
    caseId: string,
    { grounds, materials, phone }: ObjectionClaim,
    { actsFor, subject }: Submitter,
    filedAt: IsoInstant,
  ): Promise<ObjectionResult> {
    const calendar = await this.rules.calendar();
    return this.transactions.run(async (tx): Promise<ObjectionResult> => {
      const { cases, objections, progresses, outbox } = this.ports;
      const found = await cases.lock(caseId, tx);
      if (found === undefined || (actsFor !== undefined && actsFor !== found.creditCode)) return { kind: 'unknown-case' };
      const { recordKey, listing } = found;
      const claimed = await this.materialsOf(found, materials, tx);
      if (claimed.faults.length > 0) return { kind: 'not-usable', faults: claimed.faults };
      const entry = (await this.ports.register.lock([recordKey], tx)).get(recordKey);
      const stage = stageOf(found.progress);
      const listed = entry?.status === 'listed' && entry.listing === listing;
      const free = stage !== 'refused' || !listed || (await objections.holdListing(found, tx));
      const refused = whyNoObjection({ stage, listed, free });
      if (refused !== undefined) return { kind: 'not-possible', why: refused.why, faults: [refused.fault] };

      const objection: FiledObjection = {
        objectionId: this.ports.identifiers.caseId(),
        caseId,
        grounds,
        materials: claimed.sound,
        filedAt,
        filedBy: subject,
        answerBy: this.answerBy(recordKey, filedAt, calendar),
      };
      const { objectionId, answerBy } = objection;
      await objections.add(objection, tx);
      await this.ports.messages.reopen({ caseId, creditCode: found.creditCode, phone }, tx);
      const told = { objectedAt: filedAt, ...(answerBy === null ? {} : { answerObjectionBy: answerBy }) };
      await progresses.note([{ caseId, recordKey, progress: told }], tx);
      const references = claimed.sound.map(({ materialId, kind, sha256, bytes }) => ({ materialId, kind, sha256, bytes }));
      const data = { caseId, recordKey, at: filedAt, objectionId, materials: references };
      await outbox.add([{ event: ObjectionFiledV1, key: recordKey, sequence: listing, data }], tx);
      return { kind: 'filed', objection };
    });
  }

  private async materialsOf({ recordKey, creditCode }: OpenCase, claims: readonly MaterialClaim[], tx: Tx) {
    const request = { recordKey, creditCode, materials: claims, statements: takenAsStated };
    const known = await this.ports.materials.find([...new Set(claims.map(({ materialId }) => materialId))], tx);
    return { faults: materialObjections({ request, materials: known }), sound: soundMaterials(request, known) };
  }

  private answerBy(recordKey: string, filedAt: IsoInstant, calendar: CalendarEdition): string | null {
    const kind = recordKey.slice(0, recordKey.indexOf(':')) as RecordKind;
    const rulebook = this.rules.rulebookFor({ kind }, localDate(filedAt));
    return rulebook === undefined ? null : answerObjectionBy(rulebook, calendar, filedAt);
  }
}
