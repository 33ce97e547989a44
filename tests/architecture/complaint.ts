/** One import, or one declaration, that a rule does not allow. */
export interface Complaint {
  readonly rule: string;
  readonly where: string;
  readonly what: string;
}

/** Specs and what serves only them. */
export const isTestCode = (path: string): boolean =>
  /\.spec\.ts$|\/test\/|^tests\/|\/testing\/|-under-test\.ts$|\/conformance\//u.test(path);

/** `@scope/name` of `@scope/name/sub/path`, `name` of `name/sub`; undefined for relative imports and Node's own modules. */
export function packageOf(specifier: string): string | undefined {
  if (specifier.startsWith('.') || isBuiltIn(specifier)) return undefined;
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

export const isBuiltIn = (specifier: string): boolean => specifier.startsWith('node:');
export const isOurs = (name: string): boolean => name.startsWith('@tongxiu/');
