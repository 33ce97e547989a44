/** One variable that cannot be used, and why. */
export interface BadVariable {
  readonly name: string;
  readonly why: string;
}

/** Thrown before anything is started; says every bad variable at once, never its value (it may be a secret). */
export class BadEnvironment extends Error {
  constructor(readonly variables: readonly BadVariable[]) {
    super(variables.map(({ name, why }) => `${name} ${why}`).join('; '));
  }
}

interface Reading<T> {
  readonly default?: T;
}

/** Reads each variable once and remembers what is wrong, so that a start fails with the whole list and not its first line. */
export class Environment {
  private readonly bad: BadVariable[] = [];

  constructor(private readonly source: Readonly<Record<string, string | undefined>>) {}

  text(name: string, reading: Reading<string> = {}): string {
    return this.read(name, reading, (value) => value, '');
  }

  integer(name: string, reading: Reading<number> & { readonly min?: number; readonly max?: number } = {}): number {
    const { min = 0, max = Number.MAX_SAFE_INTEGER } = reading;
    return this.read(
      name,
      reading,
      (value) => (/^\d+$/u.test(value) && +value >= min && +value <= max ? +value : undefined),
      0,
      `a whole number from ${min} to ${max}`,
    );
  }

  url(name: string, reading: Reading<string> = {}): string {
    return this.read(name, reading, (value) => (URL.canParse(value) ? value : undefined), '', 'a URL');
  }

  path(name: string, reading: Reading<string> = {}): string {
    return this.text(name, reading);
  }

  oneOf<Choice extends string>(name: string, choices: readonly [Choice, ...Choice[]], reading: Reading<Choice> = {}): Choice {
    return this.read(name, reading, (value) => choices.find((choice) => choice === value), choices[0], `one of ${choices.join(', ')}`);
  }

  json(name: string, reading: Reading<unknown> = {}): unknown {
    return this.read<unknown>(name, reading, parsed, undefined, 'JSON');
  }

  optional(name: string): string | undefined {
    const value = this.source[name];
    return value === undefined || value === '' ? undefined : value;
  }

  /** A variable that was read but cannot be used for a reason only its reader knows. */
  refuse(name: string, why: string): void {
    this.bad.push({ name, why });
  }

  /** Throws if anything was wrong. */
  finish(): void {
    if (this.bad.length > 0) throw new BadEnvironment(this.bad);
  }

  private read<T>(name: string, reading: Reading<T>, parse: (value: string) => T | undefined, stand: T, expected = 'text'): T {
    const value = this.optional(name);
    if (value === undefined) {
      if (reading.default === undefined) this.refuse(name, 'is required');
      return reading.default ?? stand;
    }
    const result = parse(value);
    if (result === undefined) this.refuse(name, `must be ${expected}`);
    return result ?? stand;
  }
}

function parsed(value: string): unknown {
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return undefined;
  }
}
