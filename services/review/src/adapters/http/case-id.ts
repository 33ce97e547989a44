import type { PipeTransform } from '@nestjs/common';
import { malformedRequest } from '@tongxiu/problems';
import { isUUID } from 'class-validator';

/** A case id in a path, in the one spelling the database uses. */
export const caseIdPipe: PipeTransform<string, string> = {
  transform(caseId) {
    if (isUUID(caseId)) return caseId.toLowerCase();
    throw malformedRequest([{ field: 'caseId', message: { zh: '应为 UUID', en: 'must be a UUID' } }]);
  },
};
