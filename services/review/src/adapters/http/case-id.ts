import type { PipeTransform } from '@nestjs/common';
import { malformedRequest } from '@tongxiu/problems';
import { isUUID } from 'class-validator';

/** An id in a path, in the one spelling the database uses. */
const idPipe = (field: string): PipeTransform<string, string> => ({
  transform(id) {
    if (isUUID(id)) return id.toLowerCase();
    throw malformedRequest([{ field, message: { zh: '应为 UUID', en: 'must be a UUID' } }]);
  },
});

export const caseIdPipe = idPipe('caseId');
export const objectionIdPipe = idPipe('objectionId');
