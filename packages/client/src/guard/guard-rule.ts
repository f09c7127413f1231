/** Which project or organization a request is about: a parameter of the router’s, as it hands it over. A list names none. */
export type TargetName = string | readonly string[] | undefined;

/** The scopes that a request needs. */
export type RequiredScopes =
  | {
      /** All of these. Empty: any valid credential that has a scope will do. */
      readonly scopes: readonly string[];
      readonly anyScope?: never;
    }
  | {
      /** At least one of these. */
      readonly anyScope: readonly [string, ...string[]];
      readonly scopes?: never;
    };

/**
 * What a request is about: a project, an organization, or nothing, where scopes count wherever they are held. A guard that has
 * one of these functions never falls back to that: `undefined` is a mistake in the route, answered with 503 and told to
 * `onFault`; where the caller chooses whether to name one, say `?? ''`, which names none and is answered with 404.
 */
export type RequestTarget<Request> =
  | {
      /**
       * The id of the project that the request is about: the scopes must be held there, and a project that the caller may not
       * see is answered as one that does not exist.
       */
      readonly project?: (request: Request) => TargetName;
      readonly organization?: never;
    }
  | {
      /**
       * The id or slug of the organization that the request is about, where it is about no project of it: the scopes must be
       * held there, and one that the caller may not see is answered as one that does not exist.
       */
      readonly organization: (request: Request) => TargetName;
      readonly project?: never;
    };

/** What a guard demands of a request. */
export type GuardRule<Request> = RequiredScopes & RequestTarget<Request>;

/** The scopes of a rule as the gate is asked about them. */
export type AskedScopes = { readonly all: readonly string[] } | { readonly any: readonly string[] };

/** Throws a `TypeError` where a rule demands nothing that the gate could be asked, so that its server does not start. */
export function readScopes({ scopes, anyScope }: RequiredScopes): AskedScopes {
  if ((scopes === undefined) === (anyScope === undefined))
    throw new TypeError('guard: give either scopes or anyScope.');
  if (scopes !== undefined) return { all: checked('scopes', scopes) };
  const any = checked('anyScope', anyScope);
  if (any.length === 0) throw new TypeError('guard: anyScope names at least one scope.');
  return { any };
}

/** Throws a `TypeError` where a rule names what its requests are about in two ways, or in none that could be asked for. */
export function requireOneTarget<Request>({ project, organization }: RequestTarget<Request>): void {
  if (project !== undefined && organization !== undefined) {
    throw new TypeError('guard: give either project, which says of which organization it is, or organization.');
  }
  for (const name of [project, organization]) {
    if (name === undefined || typeof name === 'function') continue;
    throw new TypeError('guard: project and organization are functions of the request.');
  }
}

function checked(option: string, names: unknown): readonly string[] {
  const isScope = (name: unknown) => typeof name === 'string' && name.length >= 1 && name.length <= 64;
  if (Array.isArray(names) && names.length <= 50 && names.every(isScope)) return [...names];
  throw new TypeError(`guard: ${option} is a list of at most 50 names of scopes.`);
}
