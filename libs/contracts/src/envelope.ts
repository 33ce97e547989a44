/**
 * CloudEvents 1.0 in binary mode: these attributes travel as headers (`ce_…` on Kafka), the data as JSON.
 * `subject` is the record key, `sequence` the version of what the event tells about it.
 */
export interface EventAttributes {
  readonly id: string;
  readonly type: string;
  readonly source: string;
  readonly subject: string;
  readonly time: string;
  readonly sequence: number;
  readonly traceparent?: string | undefined;
}

/** A published event: its data is an instance of the class, its type and topic stand on the class. */
export interface EventClass<Data extends object = object> {
  new (): Data;
  readonly type: string;
  readonly topic: string;
}

export const topics = {
  intake: 'tongxiu.intake',
  review: 'tongxiu.review',
  publicity: 'tongxiu.publicity',
  sync: 'tongxiu.sync',
  outcomes: 'tongxiu.outcomes',
} as const;
export type Topic = (typeof topics)[keyof typeof topics];
