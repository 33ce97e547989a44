import { sourcesIn } from './compose-file.js';
import { definitions } from './variables.js';

/** Any parameter, whatever it is called here or there. */
const shape = (path: string): string => path.replaceAll(/\/(?::\w+|…)/gu, '/*');

/** Every request a service answers, as `GET /effects`, read from its controllers. */
export function routes(): ReadonlySet<string> {
  const folders = ['libs/hosting/src', 'libs/calendars/src', ...definitions.map(({ name }) => `services/${name}/src`)];
  const controllers = folders.flatMap((folder) =>
    sourcesIn(folder)
      .split(/(?=@Controller\()/u)
      .slice(1),
  );
  return new Set(
    controllers.flatMap((text) => {
      const base = /^@Controller\((?:'([^']*)')?\)/u.exec(text)?.[1] ?? '';
      return [...text.matchAll(/@(Get|Post|Put|Patch|Delete)\((?:'([^']*)')?\)/gu)].map(
        ([, method = '', rest = '']) => `${method.toUpperCase()} ${shape(`/${[base, rest].filter((part) => part !== '').join('/')}`)}`,
      );
    }),
  );
}

/** Requests a page tells people to make, without what stands in their query or body. */
export const requestsIn = (text: string): readonly string[] =>
  [...text.matchAll(/`((?:GET|POST|PUT|PATCH|DELETE) \/[^`?\s{]*)/gu)].map(([, request = '']) => shape(request));
