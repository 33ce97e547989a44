/** How one run of a process ended. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** One life of a process that is ready. */
export interface Run {
  readonly pid: number;
  readonly url: string;
  readonly gone: Promise<Ending>;
  /** Asks it to end and waits; after the limit it is ended without asking. */
  stop(limitMs: number): Promise<void>;
}

/** Something the launcher starts, watches and stops. */
export interface Member {
  readonly name: string;
  readonly title: { readonly zh: string; readonly en: string };
  /** Resolves when it is ready, rejects when it will not be; an aborted launch leaves nothing behind. */
  launch(abort: AbortSignal): Promise<Run>;
}

/** A member that did not get ready, in a sentence for the person at the terminal. */
export class LaunchFailure extends Error {
  constructor(
    message: string,
    readonly code: number | null,
  ) {
    super(message);
  }
}

/** Exit codes the programs of the platform agree on: a restart does not cure the first, another port cures the second. */
export const badConfiguration = 2;
export const portInUse = 3;

export const describeEnding = ({ code, signal }: Ending): Member['title'] =>
  signal === null ? { zh: `退出码 ${code}`, en: `exit code ${code}` } : { zh: `信号 ${signal}`, en: `signal ${signal}` };
