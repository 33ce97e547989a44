/** Who calls. Roles and organ come from the verified token only, never from a request body. */
export const roles = ['department', 'reviewer', 'applicant', 'portal', 'operator', 'integrator'] as const;
export type Role = (typeof roles)[number];

export interface Organ {
  readonly code: string;
  readonly name: string;
  readonly marketRegulation: boolean;
}

export interface Caller {
  readonly subject: string;
  readonly role: Role;
  /** Present for departments and reviewers: the only organ they may act for. */
  readonly organ?: Organ;
  /** Present for applicants: the only company they may act for. */
  readonly creditCode?: string;
}

/** Names of the claims a token carries, beside `sub`, `iss`, `aud`, `exp`. */
export const claims = {
  role: 'role',
  organCode: 'organ_code',
  organName: 'organ_name',
  organMarketRegulation: 'organ_market_regulation',
  creditCode: 'credit_code',
} as const;
