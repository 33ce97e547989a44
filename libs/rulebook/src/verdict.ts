import type { IsoDate, IsoInstant } from '@tongxiu/working-days';
import type { MaterialKind, Severity } from './case-facts.js';

/** Every sentence a person reads exists in Chinese and in English. */
export interface Wording {
  readonly zh: string;
  readonly en: string;
}

export interface BrokenRule {
  readonly rule: string;
  readonly clause: string;
  readonly message: Wording;
  /** Last day on which it is broken; null where time alone does not mend it. */
  readonly until: IsoDate | null;
}

/** Channel A (公示系统), channel B (信用中国), or the designating unit itself. */
export const channels = ['publicitySystem', 'creditChina', 'designatingUnit', 'designatingUnitOrInstitution'] as const;
export type Channel = (typeof channels)[number];

export const deadlineKinds = ['accept', 'decide', 'supplementNotice', 'share', 'publish', 'answerObjection'] as const;
export type DeadlineKind = (typeof deadlineKinds)[number];

export const effects = ['terminatePublicity', 'removeFromList', 'restoreStatus', 'stopSharing', 'liftPunishment', 'annotate'] as const;
export type Effect = (typeof effects)[number];

export interface Deadline {
  readonly rule: string;
  readonly clause: string;
  readonly what: DeadlineKind;
  readonly workingDays: number;
  /** Day of the start event in Asia/Shanghai, which is not counted. */
  readonly from: IsoDate;
  readonly dueDate: IsoDate | null;
  readonly dueAt: IsoInstant | null;
  readonly provisional: boolean;
  readonly missingYears?: readonly number[];
  readonly edition: string;
}

export interface Publicity {
  /** Last day of the shortest publicity; repair may be applied for from the day after. */
  readonly minimumUntil: IsoDate | null;
  /** Last day of the longest publicity. */
  readonly maximumUntil: IsoDate | null;
  /** Whether the public sees the record on the day asked about, if nothing was repaired. */
  readonly shown: boolean;
}

export interface Verdict {
  readonly rulebook: string;
  readonly repairable: boolean;
  readonly repairableFrom: IsoDate | null;
  readonly broken: readonly BrokenRule[];
  readonly missingMaterials: readonly MaterialKind[];
  readonly publicity: Publicity;
  readonly channel: Channel;
  readonly noticeRequired: boolean;
  readonly deadlines: readonly Deadline[];
  readonly effects: readonly Effect[];
  /** The class the record was judged as, in rulebooks that know classes. */
  readonly severity: Severity | null;
  /** What an application has to bring; each entry lists alternatives, of which one is enough. */
  readonly requiredMaterials: readonly (readonly MaterialKind[])[];
  /** Limits the platform keeps of its own accord, taken from another rulebook. The rulebook of the case does not demand them. */
  readonly adoptedDeadlines: readonly Deadline[];
  /** What the rulebook leaves open and how it was read. */
  readonly assumptions: readonly { readonly rule: string; readonly message: Wording }[];
  /** What somebody should look at though it does not change the verdict. */
  readonly warnings: readonly { readonly field: string; readonly message: Wording }[];
}
