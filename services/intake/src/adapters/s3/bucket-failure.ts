import { S3ServiceException } from '@aws-sdk/client-s3';

/** What S3 said, as far as anything depends on it. The client gives no code of its own to some answers without a body. */
export function failureOf(cause: unknown): { readonly status: number | undefined; readonly said: string } {
  if (cause instanceof S3ServiceException) return { status: cause.$metadata.httpStatusCode, said: cause.name };
  // Without a connection the client throws what Node says, sometimes as several at once and then without words.
  const code = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
  return { status: undefined, said: code ?? (cause instanceof Error ? cause.message || cause.name : String(cause)) };
}

/** Nothing was heard, the server is in trouble or asks for patience: the same request may well succeed later. */
export function mayPass(cause: unknown): boolean {
  const { status } = failureOf(cause);
  // 409: somebody writes the same object at this moment.
  return status === undefined || status >= 500 || status === 429 || status === 408 || status === 409;
}
