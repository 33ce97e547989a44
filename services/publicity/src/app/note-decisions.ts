import type { IsoInstant } from '@tongxiu/contracts';
import type { Tx } from '@tongxiu/messaging';
import type { AppliedCases, CaseStepTaken } from './applied-cases.js';
import type { Conflicts } from './conflicts.js';
import type { Publications } from './publications.js';

/**
 * Notes what became of applications, for the published commitments. A refusal of a record another site's outcome has ended
 * already contradicts that outcome, so it is parked like one that comes the other way round (H-044).
 */
export class NoteDecisions {
  constructor(
    private readonly cases: AppliedCases,
    private readonly publications: Publications,
    private readonly conflicts: Conflicts,
  ) {}

  async run(steps: readonly CaseStepTaken[], now: IsoInstant, tx: Tx): Promise<void> {
    const refused = steps.filter(({ what }) => what === 'refused').map(({ recordKey }) => recordKey);
    // Locked before anything is noted: an outcome that is being recognised at this moment is then seen here, or sees the refusal.
    const present = refused.length === 0 ? undefined : await this.publications.lock(refused, tx);
    await this.cases.took(steps, tx);
    if (present === undefined) return;
    const endings = await this.conflicts.endingsOf([...present.values()], tx);
    if (endings.length === 0) return;
    const conflicts = endings.map((theirs) => ({ theirs, reasons: ['ownRefusal'] as const }));
    await this.conflicts.park(conflicts, present, now, tx);
  }
}
