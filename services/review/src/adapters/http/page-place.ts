import { malformedRequest } from '@tongxiu/problems';

/** Where a page ended, as the `next` of one answer and the `after` of the next question. Callers pass it on and read nothing into it. */
export const placeOf = (...parts: readonly (string | null)[]): string => parts.map((part) => part ?? '').join('~');

const shapes = {
  'instant?': /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)?$/u,
  instant: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/u,
  id: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u,
  word: /^[a-zA-Z]{1,40}$/u,
} as const;

export function readPlace(text: string, expected: readonly (keyof typeof shapes)[]): readonly string[] {
  const parts = text.split('~');
  if (parts.length === expected.length && expected.every((shape, index) => shapes[shape].test(parts[index] ?? ''))) return parts;
  throw malformedRequest([{ field: 'after', message: { zh: '应为上一页返回的 next', en: 'must be the `next` of the page before' } }]);
}
