import { ApiProperty } from '@nestjs/swagger';
import { malformedRequest, fieldProblems, unkeepableTexts, type FieldProblem } from '@tongxiu/problems';
import { plainToInstance, Type } from 'class-transformer';
import { ArrayMaxSize, ArrayNotEmpty, IsArray, IsUUID, validateSync, ValidateNested } from 'class-validator';
import type { StepOrder } from '../../app/take-steps.js';
import { reasonsOf } from './answer.js';
import { batchSizeMax, DecisionRequest } from './reviews.requests.js';

export class CaseDecisionRequest extends DecisionRequest {
  @ApiProperty({ format: 'uuid' }) @IsUUID() caseId!: string;
}

export class DecisionsRequest {
  @ApiProperty({ type: [CaseDecisionRequest], maxItems: batchSizeMax })
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(batchSizeMax)
  @ValidateNested({ each: true })
  @Type(() => CaseDecisionRequest)
  decisions!: CaseDecisionRequest[];
}

/**
 * A thousand decisions are read by one pass over their plain shape. Class-validator takes about 20 µs for each, a quarter of what the
 * service spends on a whole approval: it is asked only about a body that is not of that shape, and then names every fault.
 */
export function readDecisions(body: unknown): StepOrder[] {
  if (!plain(body)) validate(body);
  const { decisions } = body as DecisionsRequest;
  return decisions.map(({ caseId, decision, findings, reasons = [] }, index) => ({
    caseId: caseId.toLowerCase(),
    step: 'decide',
    decision,
    findings,
    reasons: reasons.length === 0 ? [] : reasonsOf(reasons, `decisions[${index}].reasons`),
  }));
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u;
const findingNames = ['corrected', 'obligationsPerformed', 'commitmentPublishable', 'untrue'] as const;

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Well-formed beyond doubt: exactly the known fields and no reasons. */
function plain(body: unknown): boolean {
  if (!isObject(body) || Object.keys(body).length !== 1 || !Array.isArray(body['decisions'])) return false;
  const decisions: readonly unknown[] = body['decisions'];
  return decisions.length > 0 && decisions.length <= batchSizeMax && decisions.every(plainDecision);
}

function plainDecision(decision: unknown): boolean {
  if (!isObject(decision) || Object.keys(decision).length !== 3) return false;
  const { caseId, decision: word, findings } = decision;
  if (typeof caseId !== 'string' || !uuid.test(caseId) || (word !== 'approve' && word !== 'refuse')) return false;
  if (!isObject(findings) || Object.keys(findings).length !== findingNames.length) return false;
  return findingNames.every((name) => typeof findings[name] === 'boolean');
}

function validate(body: unknown): void {
  const request = plainToInstance(DecisionsRequest, isObject(body) ? body : {});
  const broken = fieldProblems(validateSync(request, { whitelist: true, forbidNonWhitelisted: true }));
  const faults: FieldProblem[] = [...unkeepableTexts(body), ...broken];
  if (faults.length > 0) throw malformedRequest(faults);
}
