import type { Caller } from '@tongxiu/access';
import { Problem } from '@tongxiu/problems';
import { currentTraceparent } from '@tongxiu/telemetry';
import type { Actor } from '../../domain/review-file.js';

/** Reviewers act for the organ in their token and for no other. */
export function reviewer({ subject, organ }: Caller): Actor {
  if (organ === undefined) {
    throw new Problem(403, 'no-organ', { zh: '访问令牌未注明所属单位', en: 'The token names no organ to act for' });
  }
  return { subject, organCode: organ.code, organName: organ.name, traceparent: currentTraceparent() };
}

/** An operator reads everybody's cases; a reviewer those of the own organ. */
export const organRead = (caller: Caller): string | undefined => (caller.role === 'operator' ? undefined : reviewer(caller).organCode);
