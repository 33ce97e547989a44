/** class-transformer keeps what `@Type` says here and publishes no types for it. */
declare module 'class-transformer/cjs/storage.js' {
  import type { IOptions } from 'class-validator-jsonschema/build/options.js';

  export const defaultMetadataStorage: IOptions['classTransformerMetadataStorage'];
}
