/** What each holder gets at each route: the same by every way. */
import type { HolderName } from './holders.ts';

/** `in`, or the status and the code of the refusal. */
export type Expected = 'in' | `${number} ${string}`;

export const routeNames = [
  'public',
  'read',
  'write',
  'foreign',
  'missing',
  'organization',
  'foreign organization',
  'no route',
] as const;
export type RouteName = (typeof routeNames)[number];

const unauthenticated: Expected = '401 UNAUTHENTICATED';
const lacks: Expected = '403 INSUFFICIENT_SCOPE';
const elsewhere: Expected = '403 WRONG_PROJECT';
const nothing: Expected = '404 NOT_FOUND';
const closed: Expected = '403 FORBIDDEN';

const row = (...expected: readonly Expected[]) => expected;
/** A credential that is refused wherever one is looked at. */
const refused = (as: Expected) => row('in', as, as, as, as, as, as, closed);

/** In the order of the routes. */
export const matrix: Readonly<Record<HolderName, readonly Expected[]>> = {
  nobody: refused(unauthenticated),
  'a forged token': refused(unauthenticated),
  'an API key that reads': row('in', 'in', lacks, nothing, nothing, lacks, lacks, closed),
  'an API key that writes': row('in', 'in', 'in', nothing, nothing, 'in', nothing, closed),
  'an API key in X-API-Key': row('in', 'in', lacks, nothing, nothing, lacks, lacks, closed),
  'an API key of another project': row('in', elsewhere, elsewhere, nothing, nothing, 'in', nothing, closed),
  'a PAT': row('in', 'in', lacks, nothing, nothing, lacks, lacks, closed),
  'a PAT that is bound to another project': row('in', elsewhere, elsewhere, nothing, nothing, 'in', nothing, closed),
  'a person who is signed in': row('in', 'in', 'in', nothing, nothing, 'in', nothing, closed),
  'a revoked API key': refused('401 CREDENTIAL_REVOKED'),
  'an expired PAT': refused('401 CREDENTIAL_EXPIRED'),
  'a PAT under the scheme of API keys': refused(unauthenticated),
  'a token twice': refused('400 MULTIPLE_CREDENTIALS'),
  'a token in the URL': refused(unauthenticated),
};

/** Method and path of each route. */
export const lineOf = (route: RouteName, own: string, foreign: string): readonly [method: string, path: string] => {
  const lines: Readonly<Record<RouteName, readonly [string, string]>> = {
    public: ['GET', '/healthz'],
    read: ['GET', `/api/v1/projects/${own}/keys`],
    write: ['POST', `/api/v1/projects/${own}/keys`],
    foreign: ['GET', `/api/v1/projects/${foreign}/keys`],
    missing: ['GET', '/api/v1/projects/01HT0000000000000000000000/keys'],
    organization: ['GET', '/api/v1/organizations/acme/projects'],
    'foreign organization': ['GET', '/api/v1/organizations/foreign/projects'],
    'no route': ['GET', '/api/v1/secrets'],
  };
  return lines[route];
};

/** A way of writing the path of a request that reads keys, and what comes of it. `P` stands for the project. */
export const writtenPaths: readonly (readonly [what: string, path: string, expected: Expected | '400 '])[] = [
  ['with a query', '/api/v1/projects/P/keys?page=2&x=%2F..%2F', 'in'],
  ['below a route that ends with **', '/api/v1/projects/P/keys/home.title/history', 'in'],
  ['with a slash at its end, below **', '/api/v1/projects/P/keys/', 'in'],
  ['with letters encoded for no reason', '/api/v1/projects/P/%6Beys', 'in'],
  ['with a space and an umlaut, encoded', '/api/v1/projects/P/keys/a%20%C3%BC', 'in'],
  ['with a literal percent sign', '/api/v1/projects/P/keys/100%25', 'in'],
  ['with an encoded question mark', '/api/v1/projects/P/keys/why%3F', 'in'],
  ['with signs that a path may hold', "/api/v1/projects/P/keys/a:b@c!d$e&f'g(h)*,=~+", 'in'],
  ['in capitals', '/api/v1/projects/P/KEYS', '403 FORBIDDEN'],
  ['in capitals where a placeholder would fit', '/API/v1/projects/P/keys', '403 FORBIDDEN'],
  ['with another project in it', '/api/v1/projects/P/keys/../../other/keys', '400 '],
  ['with dots that are encoded', '/api/v1/projects/P/keys/%2e%2e/%2E./x', '400 '],
  ['with a dot as a segment', '/api/v1/projects/P/./keys', '400 '],
  ['with two slashes', '/api/v1/projects/P//keys', '400 '],
  ['with two slashes before it', '//api/v1/projects/P/keys', '400 '],
  ['with an encoded slash', '/api/v1/projects/P%2Fkeys', '400 '],
  ['with an encoded slash in a name', '/api/v1/projects/P/keys/a%2Fb', '400 '],
  ['with an encoded backslash', '/api/v1/projects/P/keys/a%5Cb', '400 '],
  ['with a semicolon', '/api/v1/projects/P;x=1/keys', '400 '],
  ['with an encoded semicolon', '/api/v1/projects/P/keys%3Bx', '400 '],
  ['encoded twice', '/api/v1/projects/P/keys/%252e%252e/x', '400 '],
  ['with an escape that is none', '/api/v1/projects/P/keys/%zz', '400 '],
  ['with bytes that are no UTF-8', '/api/v1/projects/P/keys/%ff', '400 '],
  ['with an encoded NUL', '/api/v1/projects/P/keys/a%00', '400 '],
  ['with an encoded line break', '/api/v1/projects/P/keys/a%0d%0aX-Auth-User:x', '400 '],
];
