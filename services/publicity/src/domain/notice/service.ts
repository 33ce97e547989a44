import type { IsoDate } from '@tongxiu/contracts';

export interface NoticeService {
  readonly servedOn: IsoDate;
  readonly decisionServedOn: IsoDate;
  readonly receiptReference: string;
}

export type ServiceFault = 'servedOn' | 'decisionServedOn';

/** Served on a day that has come, and not before the decision was made. */
export const serviceFaults = (
  { servedOn, decisionServedOn }: Pick<NoticeService, ServiceFault>,
  decidedOn: IsoDate,
  today: IsoDate,
): readonly ServiceFault[] => {
  const days = { servedOn, decisionServedOn };
  return (['servedOn', 'decisionServedOn'] as const).filter((field) => days[field] > today || days[field] < decidedOn);
};

/** Both documents reached the party together (两书同达, H-048, H-050). */
export const servedTogether = ({ servedOn, decisionServedOn }: Pick<NoticeService, ServiceFault>): boolean => servedOn === decisionServedOn;
