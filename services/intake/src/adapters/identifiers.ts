import { randomBytes } from 'node:crypto';
import { Identifiers } from '../app/submit-applications.js';

/** 32 characters without 0, 1, I and O, so that five random bits choose one without any being favoured: 12 of them are 60 bits. */
const unambiguous = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
export const queryCodeLength = 12;
export const queryCodePattern = /^[2-9A-HJ-NP-Z]{12}$/;

export class RandomIdentifiers extends Identifiers {
  /** RFC 9562: 48 bits of time, then random. */
  caseId(): string {
    const bytes = randomBytes(16);
    bytes.writeUIntBE(Date.now(), 0, 6);
    bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
    bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
    const hex = bytes.toString('hex');
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  }

  queryCode(): string {
    return Array.from(randomBytes(queryCodeLength), (byte) => unambiguous.charAt(byte & 31)).join('');
  }
}

/** People type codes in small letters, and copy the spaces and hyphens they were printed with. */
export const foldQueryCode = (typed: string): string => typed.normalize('NFKC').replace(/[\s-]/gu, '').toUpperCase();
