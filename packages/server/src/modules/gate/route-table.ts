import { type GateRoute, type GateSection, type RouteSegment, readRoutePath } from '@keywright/contract';

/** What a request needs to be let through. */
export interface Needs {
  /** `nothing`: whoever asks is let through. */
  readonly rule: 'all' | 'any' | 'nothing';
  readonly scopes: readonly string[];
}

/** A request that a route fits. */
export interface MatchedRoute {
  readonly needs: Needs;
  readonly named: Named;
}

/** What a request says that it is about, before anybody knows whether it exists. */
export type Named =
  | { readonly about: 'nothing' }
  | { readonly about: 'project'; readonly id: string }
  /** By its id or slug. */
  | { readonly about: 'organization'; readonly ref: string };

/** Finds the route of a request; undefined where there is none, or where servers could disagree on which it is. */
export type FindRoute = (method: string, host: string, segments: readonly string[]) => MatchedRoute | undefined;

interface CompiledRoute {
  readonly segments: readonly RouteSegment[];
  /** The literals at their places, and the same in lower case. */
  readonly literals: readonly string[];
  readonly lowered: readonly string[];
  readonly methods: ReadonlySet<string> | undefined;
  readonly needs: Needs;
  readonly naming: { readonly about: 'project' | 'organization'; readonly at: number } | undefined;
}

interface CompiledService {
  readonly hosts: ReadonlySet<string> | undefined;
  readonly prefix: readonly string[];
  readonly loweredPrefix: readonly string[];
  readonly routes: readonly CompiledRoute[];
}

/**
 * Compiles the gate of a platform file that has no fault. A request is for the first service whose hosts and path prefix fit,
 * then for the routes beside the services; of those, for the first that fits its path and method. Default deny.
 *
 * Servers differ on whether paths have case. Where a path would belong to another route if case did not matter, no route is
 * found: `/ADMIN/users` is never let through as `/{page}/**` while there is a route `/admin/**`.
 */
export function compileRoutes(gate: GateSection): FindRoute {
  const services: CompiledService[] = Object.values(gate.services ?? {}).map(({ hosts, pathPrefix = '', routes }) => ({
    hosts: hosts === undefined ? undefined : new Set(hosts),
    prefix: pathPrefix.split('/').slice(1),
    loweredPrefix: pathPrefix.toLowerCase().split('/').slice(1),
    routes: routes.map((route) => compileRoute(pathPrefix, route)),
  }));
  services.push({
    hosts: undefined,
    prefix: [],
    loweredPrefix: [],
    routes: (gate.routes ?? []).map((route) => compileRoute('', route)),
  });

  return (method, host, segments) => {
    const asGet = method === 'HEAD' ? 'GET' : method;
    const exact = select(services, asGet, host, { segments, isLowered: false });
    if (exact === undefined) return undefined;
    const lowered = segments.map((segment) => segment.toLowerCase());
    if (exact !== select(services, asGet, host, { segments: lowered, isLowered: true })) return undefined;
    return { needs: exact.needs, named: namedBy(exact, segments) };
  };
}

/** A path as it was received, or as a server takes it for which paths have no case. */
interface Reading {
  readonly segments: readonly string[];
  readonly isLowered: boolean;
}

function select(
  services: readonly CompiledService[],
  method: string,
  host: string,
  reading: Reading,
): CompiledRoute | undefined {
  const service = services.find(
    ({ hosts, prefix, loweredPrefix }) =>
      (hosts === undefined || hosts.has(host)) && begins(reading.segments, reading.isLowered ? loweredPrefix : prefix),
  );
  return service?.routes.find(
    (route) => (route.methods === undefined || route.methods.has(method)) && fits(route, reading),
  );
}

const begins = (segments: readonly string[], prefix: readonly string[]): boolean =>
  prefix.every((text, index) => text === segments[index]);

function fits({ segments: expected, literals, lowered }: CompiledRoute, { segments, isLowered }: Reading): boolean {
  for (let index = 0; index < expected.length; index += 1) {
    const segment = segments[index];
    const kind = expected[index]?.kind;
    if (kind === 'rest') return true;
    if (segment === undefined) return false;
    if (kind === 'placeholder') {
      if (segment === '') return false;
    } else if (segment !== (isLowered ? lowered[index] : literals[index])) return false;
  }
  return segments.length === expected.length;
}

function compileRoute(prefix: string, route: GateRoute): CompiledRoute {
  const read = readRoutePath(prefix + route.path);
  if (!read.ok) throw new RangeError(`${route.path}: ${read.fault}`);
  const { segments } = read;
  const literals = segments.map((segment) => (segment.kind === 'literal' ? segment.text : ''));
  return {
    segments,
    literals,
    lowered: literals.map((text) => text.toLowerCase()),
    methods:
      route.methods === undefined ? undefined : new Set(route.methods.map((name) => (name === 'HEAD' ? 'GET' : name))),
    needs: needsOf(route),
    naming: namingOf(route, segments),
  };
}

function namingOf({ project, organization }: GateRoute, segments: readonly RouteSegment[]): CompiledRoute['naming'] {
  const name = project ?? organization;
  const at = segments.findIndex((segment) => segment.kind === 'placeholder' && segment.name === name);
  return at === -1 ? undefined : { about: project === undefined ? 'organization' : 'project', at };
}

function namedBy({ naming }: CompiledRoute, segments: readonly string[]): Named {
  if (naming === undefined) return { about: 'nothing' };
  const text = segments[naming.at] ?? '';
  return naming.about === 'project' ? { about: 'project', id: text } : { about: 'organization', ref: text };
}

function needsOf({ all, any }: GateRoute): Needs {
  if (all !== undefined) return { rule: 'all', scopes: all };
  return any === undefined ? { rule: 'nothing', scopes: [] } : { rule: 'any', scopes: any };
}
