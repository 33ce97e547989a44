import { ValidationPipe, type ArgumentMetadata, type PipeTransform, type ValidationError } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { Problem, type FieldProblem } from './problem.js';
import { unkeepableTexts } from './unkeepable-text.js';
import { wordingOfConstraint } from './wording-of-constraint.js';

/** What a value is at all. Where one of these is broken, a sentence about its length or its parts would only mislead. */
const kindsOfValue = ['isDefined', 'isArray', 'isObject', 'isString', 'isBoolean', 'isInt', 'isNumber', 'nestedValidation'] as const;

/** Every broken constraint of every field, with its path as the caller wrote it. */
export function fieldProblems(errors: readonly ValidationError[], parent = ''): FieldProblem[] {
  return errors.flatMap((error) => {
    const field =
      parent === '' ? error.property : /^\d+$/u.test(error.property) ? `${parent}[${error.property}]` : `${parent}.${error.property}`;
    const own = brokenOf(error).map(([constraint, text]) => ({ field, message: wordingOfConstraint(constraint, text) }));
    return [...own, ...fieldProblems(error.children ?? [], field)];
  });
}

function brokenOf({ constraints = {}, value }: ValidationError): [constraint: string, text: string][] {
  const [constraint, text] =
    kindsOfValue.map((kind) => [kind, constraints[kind]] as const).find(([, broken]) => broken !== undefined) ?? [];
  const unknown = constraints['whitelistValidation'] !== undefined;
  if (!unknown && (value === undefined || value === null) && Object.keys(constraints).length > 0) return [['isDefined', '']];
  return constraint === undefined || text === undefined ? Object.entries(constraints) : [[constraint, text]];
}

export const malformedRequest = (errors: readonly FieldProblem[]): Problem =>
  new Problem(400, 'malformed-request', { zh: '请求内容不符合要求', en: 'The request is not as it should be' }, errors);

/** Text that could not be kept is refused at the door: further in it would be a failure of ours, or travel on and be one elsewhere. */
class RequestValidation extends ValidationPipe {
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type !== 'custom' && (typeof value === 'string' || this.toValidate(metadata))) {
      const errors = unkeepableTexts(value, typeof value === 'string' ? (metadata.data ?? '') : '');
      if (errors.length > 0) throw malformedRequest(errors);
    }
    return super.transform(value, metadata) as Promise<unknown>;
  }
}

/** The pipe every service uses: unknown fields are refused, all faults are named at once. */
export const requestValidation = (): ValidationPipe =>
  new RequestValidation({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    exceptionFactory: (errors) => malformedRequest(fieldProblems(errors)),
  });

/** An id in a path, in the one spelling the database uses. */
export const idPipe = (field: string): PipeTransform<string, string> => ({
  transform(id) {
    if (isUUID(id)) return id.toLowerCase();
    throw malformedRequest([{ field, message: wordingOfConstraint('isUuid', '') }]);
  },
});
