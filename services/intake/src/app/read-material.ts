import type { Channel } from '@tongxiu/contracts';
import { acceptingOrgan } from '../domain/repair/accepting-unit.js';
import type { MaterialEntry, MaterialRegister, MaterialStore } from './store-material.js';

/** A case a material was handed in with: enough to tell whose case it is. */
export interface CaseOfMaterial {
  readonly channel: Channel;
  readonly organCode: string;
}

export abstract class CasesOfMaterials {
  /** With the application, a supplement or an objection. */
  abstract of(material: Pick<MaterialEntry, 'materialId' | 'creditCode'>): Promise<readonly CaseOfMaterial[]>;
}

/** Who asks: a company for its own, a reviewer for the cases of its organ; an operator, with neither, for any. */
export interface MaterialReader {
  readonly actsFor?: string | undefined;
  readonly organCode?: string | undefined;
}

/** Materials name people, so a reviewer reads those of the cases its own unit accepts and no others. */
export class ReadMaterial {
  constructor(
    private readonly register: MaterialRegister,
    private readonly store: MaterialStore,
    private readonly cases: CasesOfMaterials,
    private readonly creditChinaOrganCode: string,
  ) {}

  /** Undefined where there is none, or none that concerns the reader: ids tell nothing. */
  async run(materialId: string, reader: MaterialReader) {
    const entry = await this.register.get(materialId);
    if (entry === undefined || !(await this.mayRead(entry, reader))) return undefined;
    return { entry, content: await this.store.read(entry.sha256) };
  }

  private async mayRead(entry: MaterialEntry, { actsFor, organCode }: MaterialReader): Promise<boolean> {
    if (actsFor !== undefined) return actsFor === entry.creditCode;
    if (organCode === undefined) return true;
    const cases = await this.cases.of(entry);
    return cases.some((each) => acceptingOrgan(each.channel, each.organCode, this.creditChinaOrganCode) === organCode);
  }
}
