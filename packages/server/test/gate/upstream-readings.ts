/** How servers of different habits read a path: which of some routes they take it for. */
import Router from 'find-my-way';

/** The routes of an API, as the gate and its upstream both know them: `{name}` and a `**` at the end. */
export type Reading = (method: string, url: string) => number | undefined;

type Routes = readonly { readonly path: string }[];

/** Strict in everything. */
export const strictly = (routes: Routes): Reading => byRouter(routes, {});

/** Mends what it can: case, slashes at the end, slashes that are doubled, and what stands behind a semicolon. */
export const leniently = (routes: Routes): Reading =>
  byRouter(routes, {
    caseSensitive: false,
    ignoreTrailingSlash: true,
    ignoreDuplicateSlashes: true,
    useSemicolonDelimiter: true,
  });

/** Its types leave out an option that it documents. */
type Habits = Parameters<typeof Router>[0] & { readonly useSemicolonDelimiter?: boolean };

function byRouter(routes: Routes, options: Habits): Reading {
  const habits: Habits = { maxParamLength: 10_000, ...options };
  const router = Router(habits);
  for (const [index, { path }] of routes.entries()) {
    const pattern = path.replaceAll(/\{(\w+)\}/g, ':$1');
    const both = pattern.endsWith('/**') ? [pattern.slice(0, -3), `${pattern.slice(0, -2)}*`] : [pattern];
    for (const each of both) router.on(['GET'], each, () => undefined, index);
  }
  return (method, url) => {
    const found = router.find(method === 'GET' ? 'GET' : 'HEAD', url.split('?', 1)[0] ?? '');
    return typeof found?.store === 'number' ? found.store : undefined;
  };
}

/** As programs do that take `new URL` and split its path: dots resolved, backslashes turned, each segment decoded after that. */
export function byUrl(routes: Routes): Reading {
  const patterns = routes.map(({ path }) => {
    const source = path.replace(/\/\*\*$/, '(?:/.*)?').replaceAll(/\{\w+\}/g, '[^/]+');
    return new RegExp(`^${source}$`, 's');
  });
  return (_method, url) => {
    if (!URL.canParse(url, 'http://api.example')) return undefined;
    const { pathname } = new URL(url, 'http://api.example');
    const decoded = pathname.replaceAll(/(?:%[0-9a-f]{2})+/gi, (escaped) =>
      Buffer.from(escaped.replaceAll('%', ''), 'hex').toString(),
    );
    const index = patterns.findIndex((pattern) => pattern.test(decoded));
    return index === -1 ? undefined : index;
  };
}
