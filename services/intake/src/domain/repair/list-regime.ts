import type { IsoDate, MaterialKind, RecordContent } from '@tongxiu/contracts';
import { addDays, addMonths } from '@tongxiu/working-days';
import { materialNames } from './material-names.js';
import { objection, words, type Objection, type Wording } from '../wording.js';

/** The designating department's own rules for its list: no number of the documents stands in their place (H-036, H-063). */
export interface ListRegime {
  readonly removalConditions: Wording;
  readonly procedure: Wording;
  readonly materials: readonly MaterialKind[];
  /** Months since the listing before removal can be applied for, where the regime sets any. */
  readonly minimumMonths?: number | undefined;
}

/** What is told of a list whose department has not set down its regime yet. */
export const regimeToCome: ListRegime = {
  removalConditions: words('移出条件由认定部门另行公布', 'The designating department publishes the conditions of removal separately'),
  procedure: words('移出程序由认定部门另行公布', 'The designating department publishes the procedure separately'),
  materials: [],
};

/** The conditions with the waiting time in words, for whoever only reads them. */
export function conditionsInFull({
  removalConditions: { zh, en },
  minimumMonths,
}: Pick<ListRegime, 'removalConditions' | 'minimumMonths'>): Wording {
  if (minimumMonths === undefined) return words(zh, en);
  return words(`${zh}（自列入之日起满${minimumMonths}个月后可以申请。）`, `${en} (Possible ${minimumMonths} months after the listing.)`);
}

/** The last day on which the regime's own waiting time still stands in the way, counted like every period of months (H-018). */
export const regimeMinimumUntil = ({ minimumMonths = 0 }: ListRegime, decidedOn: IsoDate): IsoDate | null =>
  minimumMonths === 0 ? null : addMonths(decidedOn, minimumMonths);

/** What the list's regime still asks for. */
export function regimeObjections(
  regime: ListRegime,
  { decidedOn, organName }: Pick<RecordContent, 'decidedOn' | 'organName'>,
  brought: ReadonlySet<MaterialKind>,
  asOf: IsoDate,
): Objection[] {
  const until = regimeMinimumUntil(regime, decidedOn);
  return [...(until === null || asOf > until ? [] : [tooEarly(until, organName)]), ...missingOf(regime, brought).map(missing)];
}

export const missingOf = ({ materials }: ListRegime, brought: ReadonlySet<MaterialKind>): MaterialKind[] =>
  materials.filter((kind) => !brought.has(kind));

const tooEarly = (until: IsoDate, organName: string): Objection => ({
  ...objection(
    'recordKey',
    words(
      `按认定部门（${organName}）的名单管理制度，${until}届满后、即${addDays(until, 1)}起方可申请移出`,
      `by the regime of the designating department (${organName}) removal can be applied for from ${addDays(until, 1)}, after ${until}`,
    ),
    'H-036',
  ),
  until,
});

const missing = (kind: MaterialKind): Objection =>
  objection(
    'materials',
    words(
      `缺少认定部门名单管理制度要求的材料：${materialNames[kind].zh}`,
      `${materialNames[kind].en} is missing, which the regime of the list asks for`,
    ),
    'H-064',
  );
