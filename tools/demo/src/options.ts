import { accessSync, constants, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';

/** An option that is a whole number within bounds. */
export const wholeNumber =
  (least: number, most: number) =>
  (text: string): number => {
    const value = text.trim() === '' ? Number.NaN : Number(text);
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`须为 ${least} 到 ${most} 的整数。It must be a whole number from ${least} to ${most}.`);
  };

/** Where the report goes, looked at before a long run and not after it. */
export function reportFile(file: string): string {
  const path = resolve(file);
  try {
    accessSync(dirname(path), constants.W_OK);
  } catch {
    throw new InvalidArgumentError(`文件夹 ${dirname(path)} 不存在或不可写。That folder does not exist or cannot be written to.`);
  }
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) {
    throw new InvalidArgumentError('这是文件夹，不是文件。That is a folder, not a file.');
  }
  return path;
}

/** The options given on the command line; input that cannot be used ends the program with status 2. */
export const optionsOf = <Options extends object>(program: Command): Options =>
  program
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
    .parse()
    .opts<Options>();
