import cliProgress from 'cli-progress';
import type { Stages } from './steps/main-job.js';

/** A bar per stage on a terminal; where there is none (a log, CI), one line when a stage ends. */
export function progressTo(out: NodeJS.WriteStream): Stages {
  return out.isTTY ? new Bars(out) : new Lines(out);
}

const titleOf = ({ zh, en }: { zh: string; en: string }): string => `${zh} · ${en}`;

class Bars implements Stages {
  private bar: cliProgress.SingleBar | undefined;

  constructor(private readonly stream: NodeJS.WriteStream) {}

  begin(stage: { zh: string; en: string }, total: number): void {
    const format = `  {bar} {value}/{total}  ${titleOf(stage)}  {duration} s`;
    this.bar = new cliProgress.SingleBar({ format, stream: this.stream }, cliProgress.Presets.shades_classic);
    this.bar.start(total, 0);
  }
  add(done: number): void {
    this.bar?.increment(done);
  }
  set(done: number): void {
    this.bar?.update(done);
  }
  end(): void {
    this.bar?.stop();
  }
}

class Lines implements Stages {
  private title = '';
  private done = 0;
  private startedAt = 0;

  constructor(private readonly stream: NodeJS.WriteStream) {}

  begin(stage: { zh: string; en: string }): void {
    [this.title, this.done, this.startedAt] = [titleOf(stage), 0, performance.now()];
  }
  add(done: number): void {
    this.done += done;
  }
  set(done: number): void {
    this.done = done;
  }
  end(): void {
    this.stream.write(`  ${String(this.done).padStart(6)}  ${this.title}  ${((performance.now() - this.startedAt) / 1000).toFixed(1)} s\n`);
  }
}
