import type { IsoInstant, MaterialKind } from '@tongxiu/contracts';

export interface IssuedMaterial {
  readonly materialId: string;
  readonly kind: MaterialKind;
  readonly sha256: string;
  readonly bytes: number;
  readonly issuedAt: IsoInstant;
}

/** What the organ of a record issues of its own accord (H-085, J-023), and what the public-credit institution does (J-009, J-046, J-048). */
export const issuedBy = {
  department: ['performanceProof', 'repairForm'],
  operator: ['creditReport', 'trainingCertificate'],
} as const satisfies Readonly<Record<string, readonly MaterialKind[]>>;

export abstract class IssuedMaterials {
  /** The same material twice for one record is one. */
  abstract add(recordKey: string, materialId: string, organCode: string, issuedAt: IsoInstant): Promise<void>;
  abstract of(recordKey: string): Promise<readonly IssuedMaterial[]>;
}
