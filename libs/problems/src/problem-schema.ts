const text = (description: string, example?: string) =>
  ({ type: 'string', description, ...(example === undefined ? {} : { example }) }) as const;

const bilingual = {
  type: 'object',
  required: ['zh', 'en'],
  properties: { zh: text('中文'), en: text('English') },
} as const;

/** OpenAPI of a `FieldProblem`. */
export const fieldProblemSchema = {
  type: 'object',
  required: ['message'],
  properties: {
    field: text('The field as the caller wrote it', 'CF_XDR_SHXYM'),
    rule: text('The rule it rests on', 'GB 32100-2015'),
    clause: text('The clause'),
    until: text('Last day on which it still stands in the way', '2025-11-30'),
    message: bilingual,
  },
} as const;

/** OpenAPI of the body of every refusal, `application/problem+json`. */
export const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'wording', 'errors'],
  properties: {
    type: text('What kind of refusal, for programs', 'urn:tongxiu:problem:malformed-request'),
    title: text('In the language of accept-language'),
    status: { type: 'integer' },
    wording: bilingual,
    errors: { type: 'array', items: fieldProblemSchema },
    instance: text('The path that was asked'),
  },
} as const;
