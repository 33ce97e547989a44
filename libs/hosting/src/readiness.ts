/** Says why something is not ready to work, or nothing. */
export type ReadinessCheck = () => Promise<string | undefined> | string | undefined;

/** What must work before a service takes traffic. Each part adds its own check; the probe asks all. */
export class Readiness {
  private readonly checks = new Map<string, ReadinessCheck>();

  add(name: string, check: ReadinessCheck): void {
    this.checks.set(name, check);
  }

  /** Reasons by name of the part that is not ready; empty when all is well. A check that throws is a reason too. */
  async reasons(): Promise<Record<string, string>> {
    const asked = [...this.checks].map(async ([name, check]) => [name, await answerOf(check)] as const);
    const answers = await Promise.all(asked);
    return Object.fromEntries(answers.filter((answer): answer is readonly [string, string] => answer[1] !== undefined));
  }
}

async function answerOf(check: ReadinessCheck): Promise<string | undefined> {
  try {
    return await check();
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
}
