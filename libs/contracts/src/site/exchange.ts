import type { PublicationState } from '../publicity/publication-changed.v1.js';
import type { Effect, RecordContent, RecordKind } from '../record.js';
import type { Wording } from '../wording.js';

/**
 * The published interface between the platform and a credit site: signed JSON over HTTP.
 *
 * Every exchange request carries `x-key-id`, `x-timestamp` (milliseconds) and `x-signature`, which is
 * Base64(HMAC-SHA256(working key, METHOD \n path \n timestamp \n hex(SHA-256(body)))). A working key is asked for with a
 * request signed by the long-term secret and expires; a site answers an expired one with 401 and code `SECRET_EXPIRED`.
 */
export const signatureHeaders = { keyId: 'x-key-id', timestamp: 'x-timestamp', signature: 'x-signature' } as const;

/** Answer to `POST /exchange/v1/working-keys` (empty JSON object as body, signed with the long-term secret, key id = client id). */
export interface WorkingKey {
  readonly keyId: string;
  /** Base64 of 32 bytes. */
  readonly secret: string;
  readonly expiresAt: string;
}

/** One change a site is asked to make. Versions of a record only rise. */
export interface SiteChange {
  readonly recordKey: string;
  readonly version: number;
  readonly state: PublicationState;
  readonly kind: RecordKind;
  readonly creditCode: string;
  /** Present when shown. */
  readonly record?: RecordContent | undefined;
  readonly effects: readonly Effect[];
}

/** `POST /exchange/v1/publications`: at most 1 000 changes, carried out in order, in one transaction of the site. */
export interface PublicationRequest {
  readonly batchId: string;
  readonly changes: readonly SiteChange[];
}

/** applied: done now. repeated: this version was there already. superseded: a newer one is there. accepted: later, ask status. */
export const receiptResults = ['applied', 'repeated', 'superseded', 'accepted', 'rejected'] as const;
export type ReceiptResult = (typeof receiptResults)[number];

export const siteErrorCodes = [
  'FIELD_TOO_LONG',
  'DUPLICATE_ROW',
  'WITHDRAW_WINDOW_CLOSED',
  'NO_PERMISSION',
  'SECRET_EXPIRED',
  'BAD_SIGNATURE',
  'MALFORMED',
  'MAINTENANCE',
  'UNKNOWN_RECORD',
  'TOO_MANY_CHANGES',
  'ACCEPTED_BUT_LATER_REJECTED',
] as const;
export type SiteErrorCode = (typeof siteErrorCodes)[number];

export interface Receipt {
  readonly recordKey: string;
  readonly version: number;
  readonly result: ReceiptResult;
  /** The site's own number for what it did; empty only when rejected. */
  readonly receiptNo: string;
  /** When the site made the change, by its own clock. */
  readonly appliedAt?: string | undefined;
  readonly code?: SiteErrorCode | undefined;
  readonly message?: Wording | undefined;
}

/** Answers in the order of the changes. */
export interface PublicationAnswer {
  readonly batchId: string;
  readonly receipts: readonly Receipt[];
}

/** `POST /exchange/v1/status`: what the site holds now, for at most 1 000 records. */
export interface StatusRequest {
  readonly recordKeys: readonly string[];
}
export interface StatusAnswer {
  readonly records: readonly HeldRecord[];
}
/** `version` 0: the site has never heard of the record. `pending`: a version accepted and not yet carried out. */
export interface HeldRecord {
  readonly recordKey: string;
  readonly version: number;
  readonly state?: PublicationState | undefined;
  readonly receiptNo?: string | undefined;
  readonly appliedAt?: string | undefined;
  readonly pending?: number | undefined;
  /** The newest version the site accepted first and rejected later, with its code. */
  readonly rejected?: { readonly version: number; readonly code: SiteErrorCode } | undefined;
}

/**
 * `POST /exchange/v1/digests` (empty JSON object as body): everything the site holds, shown or not, summed up, so that two books of a
 * million records are compared in one request and only where they differ record by record (by status). A site without it answers 404.
 *
 * A record falls into the bucket named by the first three hexadecimal digits of SHA-256(record key). The digest of a bucket is the
 * exclusive or, over its records, of the first sixteen hexadecimal digits of SHA-256(record key \n version \n state); texts are UTF-8.
 * Empty buckets are left out; the order is free.
 */
export interface DigestsAnswer {
  readonly buckets: readonly BucketDigest[];
}
export interface BucketDigest {
  readonly bucket: string;
  readonly records: number;
  /** Sixteen lower-case hexadecimal digits. */
  readonly digest: string;
}

/** A refused request as a whole. */
export interface SiteRefusal {
  readonly code: SiteErrorCode;
  readonly message: Wording;
}

/** `POST /api/public/lookup` (no signature): what the public sees of at most 1 000 records. */
export interface LookupRequest {
  readonly recordKeys: readonly string[];
}
export interface LookupAnswer {
  readonly records: readonly PublicRecord[];
}
/** A record the site does not show still answers with its version and state, so that absence can be proven; without content. */
export interface PublicRecord {
  readonly recordKey: string;
  readonly shown: boolean;
  readonly version: number;
  readonly state?: PublicationState | undefined;
  readonly record?: RecordContent | undefined;
}

/** `GET /api/public/records?name=&creditCode=&after=&limit=`: shown records in key order; `next` continues. */
export interface PublicRecords {
  readonly records: readonly PublicRecord[];
  readonly next?: string | undefined;
}

/** `GET /api/public/summary`. */
export interface PublicSummary {
  readonly site: string;
  readonly name: Wording;
  readonly tier: string;
  readonly shown: number;
  readonly shownByKind: Readonly<Record<RecordKind, number>>;
  /** Changes made since the site began, repeats and superseded arrivals not counted. */
  readonly changes: number;
}

/**
 * `GET /api/public/bulletin?after=&limit=` (at most 10 000): every change the site made, oldest first. `arrivals` counts how
 * often the version arrived; more than one is a repeat that changed nothing.
 */
export interface BulletinPage {
  readonly entries: readonly BulletinEntry[];
  readonly next?: number | undefined;
}
export interface BulletinEntry {
  readonly no: number;
  readonly recordKey: string;
  readonly version: number;
  readonly state: PublicationState;
  readonly receiptNo: string;
  /** Milliseconds since the epoch. */
  readonly appliedAtMs: number;
  readonly arrivals: number;
}
