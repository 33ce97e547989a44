/** Now, as an argument for the domain. Correctness never rests on it alone: what must not be late is written down as a due time. */
export abstract class Clock {
  /** ISO 8601 instant in UTC with milliseconds. */
  abstract now(): string;
}

export class SystemClock extends Clock {
  now(): string {
    return new Date().toISOString();
  }
}
