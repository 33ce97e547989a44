import type { IsoInstant, MaterialKind } from '@tongxiu/contracts';

export interface IssuedMaterial {
  readonly materialId: string;
  readonly kind: MaterialKind;
  readonly sha256: string;
  readonly bytes: number;
  readonly issuedAt: IsoInstant;
}

/** What an organ issues of its own accord: proof of performance, or the credit repair form (H-085, J-023). */
export const issuedKinds = ['performanceProof', 'repairForm'] as const satisfies readonly MaterialKind[];

export abstract class IssuedMaterials {
  /** The same material twice for one record is one. */
  abstract add(recordKey: string, materialId: string, organCode: string, issuedAt: IsoInstant): Promise<void>;
  abstract of(recordKey: string): Promise<readonly IssuedMaterial[]>;
}
