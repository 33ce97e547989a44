import { Command, CommanderError } from 'commander';
import { calendarCommands } from './commands/calendar.js';
import { codeCommands } from './commands/code.js';
import { rulesCommands } from './commands/rules.js';
import type { ExitWith, Terminal } from './terminal.js';
import { UnusableInput } from './unusable-input.js';

/** Runs one command line. Exit codes: 0 it could answer, 1 where a command says so, 2 input it cannot use. */
export async function run(words: readonly string[], terminal: Terminal): Promise<number> {
  let exitCode = 0;
  const program = commands(terminal, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync([...words], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    if (error instanceof CommanderError && error.code === 'commander.help') return 2;
    complain(inputErrorOf(error), words.includes('--json'), terminal);
    return 2;
  }
}

function commands(terminal: Terminal, exitWith: ExitWith): Command {
  const program = new Command('tongxiu').description('同修: working days, credit codes and the rules of credit repair');
  program.exitOverride().configureOutput({
    writeOut: (text) => terminal.stdout.write(text),
    writeErr: (text) => terminal.stderr.write(text),
    outputError: () => undefined,
  });
  calendarCommands(program, terminal);
  codeCommands(program, terminal, exitWith);
  rulesCommands(program, terminal, exitWith);
  adopt(program, program);
  return program;
}

/** Commands made with `command()` take over settings only at the time they are made, so they are handed down once all exist. */
function adopt(parent: Command, program: Command): void {
  for (const command of parent.commands) {
    command.copyInheritedSettings(program);
    adopt(command, program);
  }
}

function inputErrorOf(error: unknown): UnusableInput {
  if (error instanceof UnusableInput) return error;
  if (!(error instanceof CommanderError)) throw error;
  const said = error.message.replace(/^error: /, '');
  return UnusableInput.field('', `命令行无法使用：${said}`, `The command line cannot be used: ${said}`);
}

function complain({ title, errors }: UnusableInput, json: boolean, terminal: Terminal): void {
  const text = errors.map(({ field, message, rule }) => {
    const at = [field, rule].filter((part) => part !== undefined && part !== '').join(' ');
    return `${at === '' ? '' : `${at}: `}${message.zh} ${message.en}`;
  });
  terminal.stderr.write(json ? `${JSON.stringify({ title, errors }, null, 2)}\n` : `${[title, ...text].join('\n')}\n`);
}
