/** A clock that stands still until it is told otherwise; fits wherever a service asks for its clock. */
export class FixedClock {
  #instant: string;

  constructor(instant = '2026-03-02T01:00:00.000Z') {
    this.#instant = instant;
  }

  now(): string {
    return this.#instant;
  }

  set(instant: string): void {
    this.#instant = instant;
  }

  advance(milliseconds: number): void {
    this.#instant = new Date(Date.parse(this.#instant) + milliseconds).toISOString();
  }
}
