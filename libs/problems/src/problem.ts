import { HttpException } from '@nestjs/common';

/** A sentence for people, in both languages. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/** One thing that is wrong: which field, which rule and clause, and how to say it. */
export interface FieldProblem {
  /** Path as the caller wrote it, such as `record.decidedOn` or `line 17: CF_WSH`. */
  readonly field?: string;
  readonly rule?: string;
  readonly clause?: string;
  readonly message: Bilingual;
  /** Last day on which the rule still stands in the way, where time cures it. */
  readonly until?: string;
}

/** An answer that refuses, as RFC 9457 problem details. Nothing has been changed when it is thrown. */
export class Problem extends HttpException {
  constructor(
    status: number,
    /** Stable last part of the problem type, kebab-case: `too-early`, `not-your-entry`. */
    readonly code: string,
    readonly wording: Bilingual,
    readonly errors: readonly FieldProblem[] = [],
    /** Seconds, for 429 and 503. */
    readonly retryAfterSeconds?: number,
  ) {
    super(wording.en, status);
  }

  /** The body as it is sent, `application/problem+json`; `title` follows the caller's language, `wording` always has both. */
  body(language: 'zh' | 'en', instance?: string): Record<string, unknown> {
    return {
      type: `urn:tongxiu:problem:${this.code}`,
      title: this.wording[language],
      status: this.getStatus(),
      wording: this.wording,
      errors: this.errors,
      ...(instance === undefined ? {} : { instance }),
    };
  }
}

/** Sent away at the door: nothing was begun, and the same can be asked again then. */
export const busy = (retryAfterSeconds: number): Problem =>
  new Problem(429, 'too-many-requests', { zh: '请求过多，请稍后再试', en: 'Too many requests; try again later' }, [], retryAfterSeconds);
