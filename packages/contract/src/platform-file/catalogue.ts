import type { Permission } from '../permissions.ts';
import type { PlatformFile } from './platform-file.ts';

/** What a platform file means: its scopes, and what roles and levels come to, with everything implied worked out. */
export interface Catalogue {
  readonly platform: PlatformFile;
  /** Whether the platform has this scope. */
  has(scope: string): boolean;
  /**
   * These scopes and all that they imply, in any number of steps; one that satisfies all stands for every scope there is.
   * A scope that the platform does not have is left out: a credential that was minted with a scope which the platform file
   * has dropped since gets nothing by it.
   */
  expand(scopes: Iterable<string>): ReadonlySet<string>;
  /** The names of the roles, least first. */
  readonly roles: readonly string[];
  hasRole(role: string): boolean;
  /** The scopes of a role and of the roles it includes, expanded. Throws a RangeError if there is no such role. */
  roleScopes(role: string): ReadonlySet<string>;
  /** The names of the levels, least first; none where the platform has no levels. */
  readonly levels: readonly string[];
  hasLevel(level: string): boolean;
  /**
   * The scopes of a level and of the levels it includes, expanded; every scope there is, of a level that follows its owner.
   * Throws a RangeError if there is no such level.
   */
  levelScopes(level: string): ReadonlySet<string>;
  /**
   * Whether a level, or one that it includes, is `everything`: its bound is whatever the owner may do at each moment.
   * Throws a RangeError if there is no such level.
   */
  followsOwner(level: string): boolean;
  /** The scope of this platform that grants one of Keywright's own permissions. */
  scopeOf(permission: Permission): string;
}

interface Bundle {
  includes?: readonly string[];
  scopes?: readonly string[];
  everything?: boolean;
}

/** What a role or level comes to, with all that it includes. */
interface Compiled {
  readonly scopes: ReadonlySet<string>;
  readonly everything: boolean;
}

/**
 * Compiles a platform, as `parsePlatformFile` returned it, once and for all: a look-up afterwards walks no graph. Later
 * changes to `platform` have no effect. Names that are defined nowhere grant nothing, and cycles end.
 */
export function createCatalogue(platform: PlatformFile): Catalogue {
  const closures = scopeClosures(platform.scopes);
  const expand = (scopes: Iterable<string>): ReadonlySet<string> =>
    new Set([...scopes].flatMap((scope) => [...(closures.get(scope) ?? [])]));

  const every: ReadonlySet<string> = new Set(closures.keys());
  const roles = compile(platform.roles, expand, every);
  const levels = compile(platform.levels ?? {}, expand, every);
  const permissions = { ...platform.permissions };

  return {
    platform,
    has: (scope) => closures.has(scope),
    expand,
    roles: [...roles.keys()],
    hasRole: (role) => roles.has(role),
    roleScopes: (role) => getOrThrow(roles, role, 'role').scopes,
    levels: [...levels.keys()],
    hasLevel: (level) => levels.has(level),
    levelScopes: (level) => getOrThrow(levels, level, 'level').scopes,
    followsOwner: (level) => getOrThrow(levels, level, 'level').everything,
    scopeOf: (permission) => permissions[permission],
  };
}

/** For each scope, itself and everything that it implies. */
function scopeClosures(scopes: PlatformFile['scopes']): Map<string, ReadonlySet<string>> {
  const definitions = new Map(Object.entries(scopes));
  const every: ReadonlySet<string> = new Set(definitions.keys());
  return new Map(
    [...every].map((scope) => {
      const reached = reach(scope, (name) => definitions.get(name)?.implies ?? []);
      const closure = new Set([...reached].filter((name) => every.has(name)));
      const satisfiesAll = [...closure].some((name) => definitions.get(name)?.satisfiesAll === true);
      return [scope, satisfiesAll ? every : closure];
    }),
  );
}

/** For each role or level, what it and all that it includes come to. */
function compile(
  bundles: Readonly<Record<string, Bundle>>,
  expand: Catalogue['expand'],
  every: ReadonlySet<string>,
): Map<string, Compiled> {
  const definitions = new Map(Object.entries(bundles));
  return new Map(
    [...definitions.keys()].map((name) => {
      const included = [...reach(name, (from) => definitions.get(from)?.includes ?? [])];
      const everything = included.some((each) => definitions.get(each)?.everything === true);
      const scopes = everything ? every : expand(included.flatMap((each) => definitions.get(each)?.scopes ?? []));
      return [name, { scopes, everything }];
    }),
  );
}

/** `start` and every name that can be reached from it. */
function reach(start: string, next: (name: string) => readonly string[]): Set<string> {
  const reached = new Set([start]);
  // A set that grows while it is walked is walked to its new end, and visits no name twice.
  for (const name of reached) for (const further of next(name)) reached.add(further);
  return reached;
}

function getOrThrow(bundles: ReadonlyMap<string, Compiled>, name: string, kind: string): Compiled {
  const compiled = bundles.get(name);
  if (compiled === undefined) throw new RangeError(`The platform has no ${kind} ${JSON.stringify(name)}.`);
  return compiled;
}
