import type { Bilingual } from './problem.js';

/** How to say each class-validator constraint. The constraint's own text is English and names values' shapes; ours never repeats a value. */
const wordings: Readonly<Record<string, Bilingual>> = {
  whitelistValidation: { zh: '不认识的字段', en: 'is not a field of this request' },
  isString: { zh: '应为文本', en: 'must be text' },
  isNotEmpty: { zh: '不能为空', en: 'must not be empty' },
  isDefined: { zh: '必须填写', en: 'is required' },
  isBoolean: { zh: '应为 true 或 false', en: 'must be true or false' },
  isInt: { zh: '应为整数', en: 'must be a whole number' },
  isNumber: { zh: '应为数字', en: 'must be a number' },
  isUuid: { zh: '应为 UUID', en: 'must be a UUID' },
  isIso8601: { zh: '应为 ISO 8601 时间', en: 'must be an ISO 8601 instant' },
  isArray: { zh: '应为数组', en: 'must be a list' },
  arrayNotEmpty: { zh: '不能为空列表', en: 'must not be an empty list' },
  isObject: { zh: '应为对象', en: 'must be an object' },
  nestedValidation: { zh: '应为对象', en: 'must be an object' },
};

/** Constraints whose limit a caller must know: the library's sentence is kept in English and told in Chinese with the same numbers. */
const zhOfLimited: Readonly<Record<string, string>> = {
  isLength: '长度不符合要求',
  minLength: '过短',
  maxLength: '过长',
  min: '过小',
  max: '过大',
  matches: '格式不正确',
  arrayMaxSize: '条数过多',
  arrayMinSize: '条数过少',
};

export function wordingOfConstraint(constraint: string, libraryMessage: string): Bilingual {
  const known = wordings[constraint];
  if (known !== undefined) return known;
  const allowed = /following values: (.+)$/su.exec(libraryMessage)?.[1];
  if (allowed !== undefined) return { zh: `应为以下取值之一：${allowed.replaceAll(/,\s*/gu, '、')}`, en: libraryMessage };
  const limits = libraryMessage.match(/\d[\d ]*/gu)?.map((limit) => limit.trim());
  const zh = zhOfLimited[constraint] ?? '不符合要求';
  return { zh: limits === undefined || constraint === 'matches' ? zh : `${zh}（${limits.join('、')}）`, en: libraryMessage };
}
