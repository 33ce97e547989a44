import { listOf, object, text, type JsonSchema } from '../json-schema.js';

export const clauseId: JsonSchema = {
  type: 'string',
  pattern: '^[A-Z]{1,4}-\\d{3}$',
  description: 'The id of a clause, as data/rules.json or a rulebook states it.',
};
export const clauseIds: JsonSchema = { ...listOf(clauseId), minItems: 1 };
export const sentence: JsonSchema = object('In Chinese and in English.', { zh: text, en: text });
export const nameOf = (what: string): JsonSchema => ({ ...text, description: `The name of ${what}.` });
export const aboutGroup: JsonSchema = nameOf('a group of records; absent for every record');
