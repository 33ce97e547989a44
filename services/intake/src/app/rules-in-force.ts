import type { RecordContent } from '@tongxiu/contracts';
import type { Rulebook } from '@tongxiu/rulebook';
import type { CalendarEdition } from '@tongxiu/working-days';

export abstract class RulesInForce {
  /** Undefined where no rulebook is in force for such a record on that day. */
  abstract rulebookFor(record: Pick<RecordContent, 'kind'>, on: string): Rulebook | undefined;
  /** The calendar new deadlines are counted by. Asked before a transaction begins, which already has its connection. */
  abstract calendar(): Promise<CalendarEdition>;
}
