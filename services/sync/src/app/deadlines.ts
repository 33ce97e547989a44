import { due, localDate, type CalendarEdition } from '@tongxiu/working-days';

/**
 * The documents give one working day from receipt for severe lists on the city's site (H-038, H-067); Tongxiu keeps every kind of
 * record on every site to the same.
 */
export const workingDaysToShow = 1;

export interface DueTime {
  /** The first instant that is too late; null while the calendar lacks the year. */
  readonly dueAt: string | null;
  readonly provisional: boolean;
  readonly calendar: string;
}

/** Counts due times; one count serves all clocks that started on the same day. */
export class Deadlines {
  private edition: CalendarEdition | undefined;
  private editionReadAtMs = 0;
  private readonly known = new Map<string, DueTime>();

  constructor(
    private readonly current: () => Promise<CalendarEdition>,
    private readonly nowMs: () => number,
  ) {}

  async dueTimes(clocksStartedAt: readonly string[]): Promise<DueTime[]> {
    const edition = await this.currentEdition();
    return clocksStartedAt.map((instant) => this.dueTime(edition, localDate(instant)));
  }

  private dueTime(edition: CalendarEdition, day: string): DueTime {
    const known = this.known.get(day);
    if (known !== undefined) return known;
    const { dueAt, provisional } = due(edition, day, workingDaysToShow);
    const counted = { dueAt, provisional, calendar: edition.edition };
    if (this.known.size > 1_000) this.known.clear();
    this.known.set(day, counted);
    return counted;
  }

  /** Asked for every few seconds, not for every batch: an edition loaded meanwhile also recounts what was provisional. */
  private async currentEdition(): Promise<CalendarEdition> {
    if (this.edition !== undefined && this.nowMs() - this.editionReadAtMs < editionKeptMs) return this.edition;
    const edition = await this.current();
    if (edition.edition !== this.edition?.edition) this.known.clear();
    this.edition = edition;
    this.editionReadAtMs = this.nowMs();
    return edition;
  }
}

const editionKeptMs = 5_000;
