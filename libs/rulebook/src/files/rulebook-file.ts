import type { IsoDate } from '@tongxiu/working-days';
import type { Clause } from '../clauses.js';
import type { MaterialKind, RecordKind, Severity } from '../case-facts.js';
import type {
  Applies,
  ChannelRow,
  DeadlineRow,
  EffectRow,
  MaterialRow,
  NoticeRow,
  ParameterValue,
  PeriodRow,
  SeverityReading,
} from '../rulebook.js';
import type { Wording } from '../verdict.js';

/** From the nearest place to the widest; rulebooks are listed in this order. */
export const tiers = ['city', 'regional', 'national'] as const;
/** What a number is marked with whose official text was not at hand. */
export const toBeChecked = '待核对官方文本';
/** What an application can be asked about itself. */
export const applicationStates = ['corrected', 'obligationsPerformed', 'commitmentPublishable', 'truthful'] as const;
export type ApplicationState = (typeof applicationStates)[number];

export interface StatedParameter extends Wording {
  readonly name: string;
  readonly value: ParameterValue;
  readonly pending?: typeof toBeChecked;
}

/** A group of records that rows of the file are about. What is not named does not matter. */
export interface StatedGroup extends Applies {
  readonly name: string;
  readonly called: Wording;
}

/** A row names a group of `records`; one that names none is about every record. */
export type Stated<Row> = Omit<Row, 'applies'> & { readonly applies?: string };

interface StatedRule {
  readonly id: string;
  readonly requires: Wording;
  readonly cites: readonly string[];
}

interface RuleAboutRecords extends StatedRule {
  readonly applies?: string;
}

export interface MinimumPassed extends StatedRule {
  readonly condition: 'minimumPassed';
}
export interface NotEnded extends StatedRule {
  readonly condition: 'notEnded';
}
export interface OrganisationOnly extends RuleAboutRecords {
  readonly condition: 'organisationOnly';
}
export interface ApplicationStates extends RuleAboutRecords {
  readonly condition: 'applicationStates';
  readonly states: readonly ApplicationState[];
  /** Tells the applicant each state that is not reached, instead of the whole requirement. */
  readonly eachToldApart?: boolean;
}
export interface MaterialsHandedIn extends RuleAboutRecords {
  readonly condition: 'materialsHandedIn';
  readonly materials: readonly MaterialKind[];
}
export interface BarredUntilMaximum extends StatedRule {
  readonly condition: 'barredUntilMaximum';
  readonly applies: string;
}
export interface ExcludedByLaw extends RuleAboutRecords {
  readonly condition: 'excludedByLaw';
}

/** The whole vocabulary of conditions. A rulebook chooses among them; one that needs another needs code. */
export type RuleEntry =
  MinimumPassed | NotEnded | OrganisationOnly | ApplicationStates | MaterialsHandedIn | BarredUntilMaximum | ExcludedByLaw;

export interface StatedClass {
  readonly applies?: string;
  readonly class: Severity;
}

export type StatedSeverity = Omit<SeverityReading, 'whenUnmarked'> & {
  /** The first that fits counts; the last one fits always. */
  readonly whenUnmarked: readonly StatedClass[];
};

export type StatedClause = Omit<Clause, 'document'>;

/** One file of `data/rulebooks`: a whole rulebook as an official reads it. */
export interface RulebookFile {
  readonly $schema?: string;
  readonly id: string;
  readonly jurisdiction: string;
  readonly tier: (typeof tiers)[number];
  readonly title: Wording;
  readonly quotedAs: Wording;
  readonly note: Wording;
  readonly remarks?: readonly Wording[];
  readonly policyBasis: readonly string[];
  readonly kinds: readonly RecordKind[];
  readonly validFrom: IsoDate;
  readonly validTo: IsoDate | null;
  readonly clockStarts: string;
  readonly parameters: readonly StatedParameter[];
  readonly records: readonly StatedGroup[];
  readonly severity?: StatedSeverity;
  readonly rules: readonly RuleEntry[];
  readonly periods: readonly Stated<PeriodRow>[];
  readonly materials: readonly Stated<MaterialRow>[];
  readonly deadlines: readonly Stated<DeadlineRow>[];
  readonly adoptedDeadlines: readonly Stated<DeadlineRow>[];
  readonly channels: readonly Stated<ChannelRow>[];
  readonly effects: readonly Stated<EffectRow>[];
  readonly notices: readonly Stated<NoticeRow>[];
  /** Clauses of its document that stand nowhere else. */
  readonly clauses?: readonly StatedClause[];
}
