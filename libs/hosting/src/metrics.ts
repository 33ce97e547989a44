import { Logger } from '@nestjs/common';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';

export type Labels = Readonly<Record<string, string>>;

export interface Figure {
  readonly labels: Labels;
  readonly value: number;
}

/** Figures by the name of the gauge. */
export type Figures = Readonly<Record<string, readonly Figure[]>>;

/** Several gauges that one question answers. */
export interface Question {
  readonly name: string;
  readonly gauges: readonly { readonly name: string; readonly help: string; readonly labels: readonly string[] }[];
  readonly ask: () => Promise<Figures>;
}

/** One figure this process knows without asking anybody. */
export interface OwnFigure {
  readonly name: string;
  readonly kind: 'counter' | 'gauge';
  readonly help: string;
  readonly labels: readonly string[];
  readonly read: () => readonly Figure[];
}

interface AskedGauge {
  empty(): void;
  set(labels: Labels, value: number): void;
}

export interface Count {
  add(labels: Labels, by?: number): void;
}

/** Shorter than the patience of whoever scrapes: the figures that are there arrive even when a database does not answer. */
const answerLimitMs = 3_000;

/**
 * The figures of one service, in Prometheus' text format. What happens in this process is counted as it happens; what a database
 * knows is asked when somebody wants to see it, each question by itself, once at a time and with a time limit. A question that is not
 * answered leaves its gauges out: an old figure would look like a good one.
 */
export class Metrics {
  readonly registry = new Registry();
  private readonly logger = new Logger(Metrics.name);
  private readonly questions: { readonly question: Question; readonly gauges: ReadonlyMap<string, AskedGauge> }[] = [];
  private readonly unanswered = new Set<string>();
  private scraping: Promise<string> | undefined;

  counter(name: string, help: string, labels: readonly string[]): Count {
    const counter = new Counter({ name, help, labelNames: [...labels], registers: [this.registry] });
    return { add: (of, by = 1) => counter.inc({ ...of }, by) };
  }

  histogram(name: string, help: string, labels: readonly string[], buckets: readonly number[]): Histogram {
    return new Histogram({ name, help, labelNames: [...labels], buckets: [...buckets], registers: [this.registry] });
  }

  /** Read at each scrape, and left out where there is nothing to read. */
  read({ name, kind, help, labels, read }: OwnFigure): void {
    const collect = (): void => {
      if (labels.length > 0) metric.reset();
      else metric.remove();
      for (const { labels: of, value } of read()) metric.inc({ ...of }, value);
    };
    const settings = { name, help, labelNames: [...labels], registers: [this.registry], collect };
    const metric = kind === 'counter' ? new Counter(settings) : new Gauge(settings);
  }

  ask(question: Question): void {
    const gauges = question.gauges.map(({ name, help, labels }) => {
      const gauge = new Gauge({ name, help, labelNames: [...labels], registers: [this.registry] });
      // A gauge without labels begins at 0, which would be a statement.
      const empty = (): void => (labels.length > 0 ? gauge.reset() : gauge.remove());
      return [name, { empty, set: (of: Labels, value: number) => gauge.set({ ...of }, value) }] as const;
    });
    this.questions.push({ question, gauges: new Map(gauges) });
  }

  /** Several who ask at once get one answer. */
  text(): Promise<string> {
    this.scraping ??= this.scrape().finally(() => (this.scraping = undefined));
    return this.scraping;
  }

  private async scrape(): Promise<string> {
    await Promise.all(
      this.questions.map(async ({ question, gauges }) => {
        const figures = await this.answerOf(question);
        for (const [name, gauge] of gauges) {
          gauge.empty();
          for (const { labels, value } of figures?.[name] ?? []) gauge.set(labels, value);
        }
      }),
    );
    return this.registry.metrics();
  }

  /** A question still out is not asked again, or a slow database would be asked ever more. */
  private async answerOf({ name, ask }: Question): Promise<Figures | undefined> {
    if (this.unanswered.has(name)) return undefined;
    this.unanswered.add(name);
    const asked = ask().finally(() => this.unanswered.delete(name));
    const timer = Promise.withResolvers<never>();
    const late = setTimeout(() => timer.reject(new Error(`no answer within ${answerLimitMs / 1000} s`)), answerLimitMs);
    try {
      return await Promise.race([asked, timer.promise]);
    } catch (cause) {
      this.logger.warn(`The figures of ${name} are missing: ${cause instanceof Error ? cause.message : 'no reason'}`);
      return undefined;
    } finally {
      clearTimeout(late);
    }
  }
}
