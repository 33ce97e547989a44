import { fieldProblems, unkeepableTexts, type FieldProblem } from '@tongxiu/problems';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import type { Submission } from '../../../app/submit-applications.js';
import { ApplicationRequestBody } from './applications.requests.js';
import { isRow } from '../records/pushed-rows.js';

export interface ReadSubmission {
  readonly line: number;
  readonly submission?: Submission;
  readonly errors: readonly FieldProblem[];
}

/** Judges the form of each application as the single route does, but one bad application does not spoil the others. */
export const readSubmissions = (list: readonly unknown[]): ReadSubmission[] =>
  list.map((each, index) => {
    const line = index + 1;
    if (!isRow(each)) return { line, errors: [{ message: { zh: '应为一个对象', en: 'must be an object' } }] };
    const submission = plainToInstance(ApplicationRequestBody, each);
    const errors = [...unkeepableTexts(each), ...fieldProblems(validateSync(submission, { whitelist: true, forbidNonWhitelisted: true }))];
    return errors.length > 0 ? { line, errors } : { line, submission, errors: [] };
  });
