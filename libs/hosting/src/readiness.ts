import { Logger } from '@nestjs/common';
import type { Bilingual } from '@tongxiu/problems';

/** Says why something is not ready to work, or nothing. What it says may name hosts and accounts: it goes to the log only. */
export type ReadinessCheck = () => Promise<string | undefined> | string | undefined;

/** What anybody may know: which part does not work, and what kind of trouble that is. */
export interface Trouble {
  readonly part: string;
  readonly kind: Bilingual;
}

interface Part {
  readonly kind: Bilingual;
  readonly check: ReadinessCheck;
  /** What the log was told last, so that a probe every second does not fill it. */
  told?: string | undefined;
}

const unspecified: Bilingual = { zh: '该部分不可用，原因见服务日志', en: 'this part does not work; the log of the service says why' };

/** What must work before a service takes traffic. Each part adds its own check; the probe asks all. */
export class Readiness {
  private readonly parts = new Map<string, Part>();

  constructor(private readonly tell: (line: string) => void = warn) {}

  add(name: string, check: ReadinessCheck, kind: Bilingual = unspecified): void {
    this.parts.set(name, { kind, check });
  }

  /** The parts that are not ready; none when all is well. A check that throws is a reason too. Why goes to the log, when it changes. */
  async troubles(): Promise<readonly Trouble[]> {
    const asked = [...this.parts].map(async ([name, part]) => ({ name, part, why: await answerOf(part.check) }));
    const answers = await Promise.all(asked);
    for (const { name, part, why } of answers) this.note(name, part, why);
    return answers.flatMap(({ name, part, why }) => (why === undefined ? [] : [{ part: name, kind: part.kind }]));
  }

  /** Seconds and attempts count on while the trouble stays the same. */
  private note(name: string, part: Part, why: string | undefined): void {
    const lasting = why?.replaceAll(/\d+/gu, '#');
    if (lasting === part.told) return;
    part.told = lasting;
    this.tell(why === undefined ? `${name} is ready again` : `${name} is not ready: ${why}`);
  }
}

const warn = (line: string): void => new Logger(Readiness.name).warn(line);

async function answerOf(check: ReadinessCheck): Promise<string | undefined> {
  try {
    return await check();
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
}
