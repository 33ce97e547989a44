import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { Problem, type FieldProblem } from './problem.js';
import { wordingOfConstraint } from './wording-of-constraint.js';

/** Every broken constraint of every field, with its path as the caller wrote it. */
export function fieldProblems(errors: readonly ValidationError[], parent = ''): FieldProblem[] {
  return errors.flatMap((error) => {
    const field =
      parent === '' ? error.property : /^\d+$/u.test(error.property) ? `${parent}[${error.property}]` : `${parent}.${error.property}`;
    const own = Object.entries(error.constraints ?? {}).map(([constraint, text]) => ({
      field,
      message: wordingOfConstraint(constraint, text),
    }));
    return [...own, ...fieldProblems(error.children ?? [], field)];
  });
}

export const malformedRequest = (errors: readonly FieldProblem[]): Problem =>
  new Problem(400, 'malformed-request', { zh: '请求内容不符合要求', en: 'The request is not as it should be' }, errors);

/** The pipe every service uses: unknown fields are refused, all faults are named at once. */
export const requestValidation = (): ValidationPipe =>
  new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    exceptionFactory: (errors) => malformedRequest(fieldProblems(errors)),
  });
