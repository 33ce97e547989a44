import { once } from 'node:events';
import type { Writable } from 'node:stream';

/** Where a command reads and writes, so that it can be run without a process. */
export interface Terminal {
  readonly stdin: NodeJS.ReadableStream;
  readonly stdout: Writable;
  readonly stderr: Writable;
}

/** How a command says that its answer is a no. */
export type ExitWith = (code: 0 | 1) => void;

export const answer = (terminal: Terminal, document: unknown, json: boolean | undefined, text: () => string[]): void => {
  terminal.stdout.write(json === true ? `${JSON.stringify(document, null, 2)}\n` : `${text().join('\n')}\n`);
};

/** Writes and waits while the reader is slower than we are, so that a long stream never piles up in memory. */
export async function writeLine(output: Writable, line: string): Promise<void> {
  if (!output.write(`${line}\n`)) await once(output, 'drain');
}
