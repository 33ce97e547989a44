import { checkCreditCode, subjectIdentifierWarning } from '@tongxiu/credit-code';
import type { Command } from 'commander';
import { answer, type ExitWith, type Terminal } from '../terminal.js';

export function codeCommands(program: Command, terminal: Terminal, exitWith: ExitWith): void {
  program
    .command('code')
    .description('unified social credit codes (GB 32100-2015)')
    .command('check')
    .description('whether a code is well formed; exit code 1 when it is not')
    .argument('<code>')
    .option('--json', 'print one JSON document')
    .action((code: string, options: { readonly json?: boolean }) => {
      exitWith(check(code, options.json, terminal) ? 0 : 1);
    });
}

function check(code: string, json: boolean | undefined, terminal: Terminal): boolean {
  const found = checkCreditCode(code);
  const warning = found.parts === undefined ? undefined : subjectIdentifierWarning(found.parts.subject);
  const document = warning === undefined ? found : { ...found, warnings: [{ position: 17, message: warning }] };
  answer(terminal, document, json, () => [
    found.valid ? `${code}：有效。 Valid.` : `${code}：无效。 Not valid.`,
    ...[...(found.errors ?? []).map(({ message }) => message), ...(warning === undefined ? [] : [warning])].flatMap(({ zh, en }) => [
      `  ${zh}`,
      `  ${en}`,
    ]),
  ]);
  return found.valid;
}
