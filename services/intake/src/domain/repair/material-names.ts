import type { MaterialKind } from '@tongxiu/contracts';
import { words, type Wording } from '../wording.js';

export const materialNames: Readonly<Record<MaterialKind, Wording>> = {
  authorisation: words('授权委托书或法定代表人身份证明书', 'the authorisation letter or identity certificate of the legal representative'),
  performanceProof: words('责任义务已履行完毕的证明材料', 'the proof that the obligations are performed'),
  commitmentLetter: words('信用修复承诺书', 'the credit-repair commitment letter'),
  licenceCopy: words('加盖公章的证照复印件', 'the stamped copy of the licences'),
  repairForm: words('信用修复表', 'the credit-repair form'),
  trainingCertificate: words('信用修复培训证书', 'the training certificate'),
  creditReport: words('信用报告', 'the credit report'),
};
