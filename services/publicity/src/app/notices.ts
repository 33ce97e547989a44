import type { IsoDate, IsoInstant, RecordContent } from '@tongxiu/contracts';
import type { NoticeService } from '../domain/notice/service.js';

/** A record as far as its notice is concerned. */
export interface Notifiable {
  readonly recordKey: string;
  readonly record: RecordContent;
  readonly noticeRequired: boolean;
}

export interface TemplateText {
  readonly organCode: string;
  readonly paragraphs: readonly string[];
  readonly changedBy: string;
  readonly changedAt: IsoInstant;
}

export interface KeptService extends NoticeService {
  readonly recordKey: string;
  readonly recordedBy: string;
  readonly recordedAt: IsoInstant;
}

/** How many penalties of an organ must be notified, and of how many a service is recorded. */
export interface Coverage {
  readonly organCode: string;
  readonly organName: string;
  readonly required: number;
  readonly served: number;
  /** Of those, with the decision on the same day. */
  readonly together: number;
}

export interface Unserved {
  readonly recordKey: string;
  readonly subjectName: string;
  readonly documentNo: string;
  readonly decidedOn: IsoDate;
}

export abstract class Notices {
  abstract notifiable(recordKey: string): Promise<Notifiable | undefined>;
  abstract template(organCode: string): Promise<TemplateText | undefined>;
  abstract keepTemplate(template: TemplateText): Promise<void>;
  /** Adds an entry; a correction is a new entry, and the last one counts. */
  abstract keepService(service: KeptService): Promise<void>;
  /** Per organ in the order of their codes, or of one organ. */
  abstract coverage(organCode: string | undefined): Promise<readonly Coverage[]>;
  abstract unserved(organCode: string, after: string | undefined, limit: number): Promise<readonly Unserved[]>;
}

/** A notice as a file to be printed. */
export interface NoticeFile {
  readonly mediaType: string;
  readonly extension: string;
  readonly bytes: Uint8Array;
}
