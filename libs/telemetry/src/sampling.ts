import type { Sampler } from '@opentelemetry/sdk-trace';

/** The samplers `OTEL_TRACES_SAMPLER` may name. */
export const samplers = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const;

/**
 * One trace in ten, unless somebody says otherwise: where a record is, its timeline tells from the database; traces tell how the time is
 * spent, and a tenth of them tells that as well. A push of a hundred thousand records would otherwise make a million spans.
 */
export const usualShare = 0.1;

export const isShare = (text: string): boolean => text.trim() !== '' && Number(text) >= 0 && Number(text) <= 1;

/**
 * Decides where a trace begins; whoever comes later follows what `traceparent` says, so a trace is kept whole or not at all. A sampler
 * that is named is left to the SDK, which reads it from the same variables.
 */
export async function samplerFor(env: Readonly<Record<string, string | undefined>>): Promise<Sampler | undefined> {
  if (env['OTEL_TRACES_SAMPLER']) return undefined;
  const share = env['OTEL_TRACES_SAMPLER_ARG'];
  const { ParentBasedSampler, TraceIdRatioBasedSampler } = await import('@opentelemetry/sdk-trace');
  const root = new TraceIdRatioBasedSampler(share !== undefined && isShare(share) ? Number(share) : usualShare);
  return new ParentBasedSampler({ root });
}
