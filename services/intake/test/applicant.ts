import type { MaterialKind } from '@tongxiu/contracts';
import { eventually } from '@tongxiu/testkit';
import { company, ecology, type OpenIntake, penaltyKey, penaltyRow, type Answer } from './open-intake.js';

export const statements = { corrected: true, obligationsPerformed: true, commitmentPublishable: true };
export const reasons = [{ rule: 'H-029', clause: '四(二)1', message: { zh: '缺少履行证明', en: 'no proof of performance' } }];
export const problemOf = ({ status, body }: Answer) => [status, String(body['type'] ?? '').replace('urn:tongxiu:problem:', '')];

/** A company with its materials, whose penalties come from the ecology bureau. */
export class Applicant {
  private constructor(
    readonly intake: OpenIntake,
    readonly materials: readonly { kind: MaterialKind; materialId: string }[],
  ) {}

  static async of(intake: OpenIntake): Promise<Applicant> {
    const materials: { kind: MaterialKind; materialId: string }[] = [];
    for (const kind of ['authorisation', 'performanceProof', 'commitmentLetter'] as const) {
      const { body } = await intake.upload(kind, `%PDF-1.7 ${kind}`);
      materials.push({ kind, materialId: String(body['materialId']) });
    }
    return new Applicant(intake, materials);
  }

  async list(documentNo: string, change: object = {}): Promise<string> {
    await this.intake.push(penaltyRow(documentNo, change), ecology);
    return penaltyKey(documentNo, ecology);
  }

  async apply(recordKey: string, change: object = {}): Promise<Answer> {
    const application = { recordKey, creditCode: company, statements, materials: this.materials, ...change };
    return this.post('/applications', application);
  }

  async post(path: string, body: object = {}, creditCode = company): Promise<Answer> {
    return this.intake.call('POST', path, await this.intake.as('applicant', { creditCode }), body);
  }

  async get(path: string, creditCode = company): Promise<Answer> {
    return this.intake.call('GET', path, await this.intake.as('applicant', { creditCode }));
  }

  stageOf = async (caseId: unknown): Promise<unknown> => (await this.get(`/applications/${String(caseId)}`)).body['stage'];

  until = (caseId: unknown, stage: string): Promise<boolean> => eventually(async () => (await this.stageOf(caseId)) === stage);
}
