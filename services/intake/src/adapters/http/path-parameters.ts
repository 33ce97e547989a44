import type { PipeTransform } from '@nestjs/common';
import { recordKeyPattern } from '@tongxiu/contracts';
import { idPipe } from '@tongxiu/problems';
import { notFound } from './refusals.js';

export const caseIdPipe = idPipe('caseId');

/** What is no record key is no record: the answer is the one of a key that nobody has listed. */
export const recordKeyPipe: PipeTransform<string, string> = {
  transform(recordKey) {
    if (recordKeyPattern.test(recordKey)) return recordKey;
    throw notFound({ zh: '没有这条失信信息', en: 'There is no such record' });
  },
};
