const text = (description: string) => ({ type: 'string', description });

const submittedProperties = {
  caseId: { type: 'string', format: 'uuid' },
  queryCode: text('办理进度查询码, told once'),
  recordKey: text('Key of the record'),
  channel: text('publicitySystem, creditChina or designatingUnit'),
  submittedAt: { type: 'string', format: 'date-time' },
  acceptBy: {
    type: ['string', 'null'] as unknown as 'string',
    format: 'date',
    description: 'Last day to accept or not; null where no limit is set or the calendar lacks the year',
  },
};

export const submittedAnswer = { type: 'object', required: Object.keys(submittedProperties), properties: submittedProperties };

export const batchAnswer = {
  type: 'object',
  required: ['results'],
  properties: {
    results: {
      type: 'array',
      items: {
        type: 'object',
        required: ['line'],
        properties: {
          line: { type: 'integer' },
          ...submittedProperties,
          code: text('Why not'),
          errors: { type: 'array', items: { type: 'object' } },
        },
      },
    },
  },
};
