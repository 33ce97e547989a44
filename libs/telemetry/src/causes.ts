import { createContextKey, type Context } from '@opentelemetry/api';

const causesKey = createContextKey('tongxiu.causes');

/** Puts down, by key, which trace each part of a batch goes on with. */
export const withCauses = (on: Context, causes: ReadonlyMap<string, string>): Context => on.setValue(causesKey, causes);

export const causeOf = (on: Context, key: string): string | undefined =>
  (on.getValue(causesKey) as ReadonlyMap<string, string> | undefined)?.get(key);
