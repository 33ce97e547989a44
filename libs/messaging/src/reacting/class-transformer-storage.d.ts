/** Where `@Type` leaves what it was told. The package types it, but not under the path Node loads it from. */
declare module 'class-transformer/cjs/storage.js' {
  interface TypeMetadata {
    readonly typeFunction: () => new () => object;
    readonly options?: { readonly discriminator?: unknown };
  }
  export const defaultMetadataStorage: {
    findTypeMetadata(target: new () => object, propertyName: string): TypeMetadata | undefined;
    getExposedMetadatas(target: new () => object): readonly unknown[];
    getExcludedMetadatas(target: new () => object): readonly unknown[];
    readonly _transformMetadatas: ReadonlyMap<unknown, unknown>;
  };
}
