import type { MaterialKind, Reason, Wording } from '@tongxiu/contracts';
import { clauseReason, type Verdict } from '@tongxiu/rulebook';
import type { Obstacle } from './refusal.js';

/** How each material is called, and where it is asked for. */
const materialNames: Readonly<Record<MaterialKind, Readonly<Wording> & { readonly rule: string }>> = {
  authorisation: {
    rule: 'H-028',
    zh: '授权委托书或法定代表人身份证明书',
    en: 'the authorisation letter or proof of the legal representative',
  },
  performanceProof: { rule: 'H-029', zh: '责任义务已履行完毕的证明材料', en: 'the proof that the obligations are performed' },
  commitmentLetter: { rule: 'H-030', zh: '信用修复承诺书', en: 'the commitment letter' },
  licenceCopy: { rule: 'J-022', zh: '加盖公章的证照复印件', en: 'the sealed copy of the licences' },
  repairForm: { rule: 'J-023', zh: '认定单位出具的信用修复表', en: 'the repair form issued by the designating unit' },
  trainingCertificate: { rule: 'J-024', zh: '信用修复培训证书', en: 'the training certificate' },
  creditReport: { rule: 'J-024', zh: '信用报告', en: 'the credit report' },
};

export const missingMaterials = (verdict: Verdict): Obstacle[] =>
  verdict.missingMaterials.map((kind) => {
    const { rule, zh, en } = materialNames[kind];
    return { field: 'materials', rule, clause: clauseReason(rule).clause, message: { zh: `缺少${zh}。`, en: `Missing: ${en}.` } };
  });

/** Everything that stands in the way of approval: all broken rules and all missing materials. */
export function obstacles(verdict: Verdict): Obstacle[] {
  const broken = verdict.broken.map(({ rule, clause, message, until }) => ({
    rule,
    clause,
    message,
    ...(until === null ? {} : { until }),
  }));
  const found = [...broken, ...missingMaterials(verdict)];
  return verdict.repairable || found.length > 0 ? found : [nothingLeft];
}

/** Display that has ended by itself leaves nothing to terminate (H-016). */
const nothingLeft: Obstacle = {
  ...clauseReason('H-016'),
  message: { zh: '该信息已停止公示，无需修复。', en: 'Display has ended by itself; nothing is left to repair.' },
};

/** What travels to the applicant; until when a rule stands is said in its sentence. */
export const asReason = ({ field, rule, clause, message }: Obstacle): Reason => ({
  ...(field === undefined ? {} : { field }),
  ...(rule === undefined ? {} : { rule }),
  ...(clause === undefined ? {} : { clause }),
  message,
});
