import type { FieldError } from '@tongxiu/rulebook';

/** Input the command cannot work with: exit code 2, and every error named by field. */
export class UnusableInput extends Error {
  constructor(
    readonly title: string,
    readonly errors: readonly FieldError[],
  ) {
    super(title);
  }

  static field(field: string, zh: string, en: string): UnusableInput {
    return new UnusableInput('The input cannot be used. 输入无法使用。', [{ field, message: { zh, en } }]);
  }
}

export const unusable = (errors: readonly FieldError[]): UnusableInput =>
  new UnusableInput('The input cannot be used. 输入无法使用。', errors);

/** An option without which the command has no question to answer. */
export function given(name: string, value: string | undefined): string {
  if (value === undefined) throw UnusableInput.field(name, `缺少 --${name}。`, `--${name} is missing.`);
  return value;
}
