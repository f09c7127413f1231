import { type Finding, formatPath, type PathSegment, quoteName } from './platform-fault.ts';
import { placeholdersOf, type RouteSegment, readRoutePath } from './route-path.ts';
import { entriesOf, fieldOf, isMapping } from './tolerant-read.ts';

/** A route of the file, wherever it stands. */
export interface PlacedRoute {
  readonly route: unknown;
  readonly path: readonly PathSegment[];
}

/** Every route of a platform file, those of services first. */
export function gateRoutesOf(file: unknown): PlacedRoute[] {
  const gate = fieldOf(file, 'gate');
  const lists: [readonly PathSegment[], unknown][] = entriesOf(fieldOf(gate, 'services')).map(([name, service]) => [
    ['gate', 'services', name, 'routes'],
    fieldOf(service, 'routes'),
  ]);
  lists.push([['gate', 'routes'], fieldOf(gate, 'routes')]);
  return lists.flatMap(([path, routes]) =>
    Array.isArray(routes) ? routes.map((route: unknown, index) => ({ route, path: [...path, index] })) : [],
  );
}

/** What in the gate’s routes cannot be meant: paths that say nothing, needs that are missing or contradict each other, services that claim nothing. */
export function gateFaults(file: unknown): Finding[] {
  return [
    ...gateRoutesOf(file).flatMap((placed) => [...pathFaults(placed), ...needFaults(placed), ...placeFaults(placed)]),
    ...hiddenRouteFaults(file),
    ...serviceFaults(file),
  ];
}

function pathFaults({ route, path }: PlacedRoute): Finding[] {
  const text = fieldOf(route, 'path');
  if (typeof text !== 'string' || text === '') return [];
  const read = readRoutePath(text);
  return read.ok ? [] : [{ path: [...path, 'path'], message: read.fault, site: 'value' }];
}

function needFaults({ route, path }: PlacedRoute): Finding[] {
  if (!isMapping(route)) return [];
  const said = ['all', 'any', 'public'].filter((key) => Object.hasOwn(route, key) && route[key] !== false);
  if (said.length === 1) return [];
  const message =
    said.length === 0
      ? 'It is not said what this route needs: add "all", "any" or "public: true"'
      : `A route needs one thing: keep one of ${said.map(quoteName).join(', ')}`;
  return [{ path, message, site: 'value' }];
}

/** What a route says that its request is about. */
function placeFaults({ route, path }: PlacedRoute): Finding[] {
  const text = fieldOf(route, 'path');
  const named = (['project', 'organization'] as const).filter((key) => typeof fieldOf(route, key) === 'string');
  if (named.length > 1) {
    const message = 'A project says of which organization it is: keep "project" alone';
    return [{ path: [...path, 'organization'], message, site: 'key' }];
  }
  return named.flatMap((key): Finding[] => {
    const place = { path: [...path, key], site: 'value' } as const;
    if (fieldOf(route, 'public') === true) {
      return [{ ...place, message: `A public route is about no ${key}: remove this key` }];
    }
    const name = String(fieldOf(route, key));
    if (typeof text !== 'string' || !readRoutePath(text).ok || placeholdersOf(text).includes(name)) return [];
    return [{ ...place, message: `There is no placeholder {${name}} in the path: name one that is there` }];
  });
}

/** Routes that no request can reach, since one before them in the same list fits whatever they fit. */
function hiddenRouteFaults(file: unknown): Finding[] {
  const readable = gateRoutesOf(file).flatMap((placed) => {
    const text = fieldOf(placed.route, 'path');
    const read = typeof text === 'string' ? readRoutePath(text) : undefined;
    return read?.ok ? [{ ...placed, list: formatPath(placed.path.slice(0, -1)), segments: read.segments }] : [];
  });
  return readable.flatMap(({ path, list, route, segments }, index): Finding[] => {
    const hiding = readable
      .slice(0, index)
      .find((before) => before.list === list && covers(before, { route, segments }));
    if (hiding === undefined) return [];
    const message = `The route ${formatPath(hiding.path)} before this one fits every request that it fits: put this one first or remove it`;
    return [{ path, message, site: 'value' }];
  });
}

interface ReadRoute {
  readonly route: unknown;
  readonly segments: readonly RouteSegment[];
}

/** Whether `wide` fits every request that `narrow` fits. */
function covers(wide: ReadRoute, narrow: ReadRoute): boolean {
  const [allowed, asked]: unknown[] = [fieldOf(wide.route, 'methods'), fieldOf(narrow.route, 'methods')];
  if (Array.isArray(allowed) && !(Array.isArray(asked) && asked.every((method) => allowed.includes(method))))
    return false;
  for (const [index, segment] of wide.segments.entries()) {
    const other = narrow.segments[index];
    if (segment.kind === 'rest') return true;
    if (other === undefined || other.kind === 'rest') return false;
    if (segment.kind === 'literal' && !(other.kind === 'literal' && other.text === segment.text)) return false;
    if (segment.kind === 'placeholder' && other.kind === 'literal' && other.text === '') return false;
  }
  return wide.segments.length === narrow.segments.length;
}

/** A service that is behind one which claims every request. */
function serviceFaults(file: unknown): Finding[] {
  const services = entriesOf(fieldOf(fieldOf(file, 'gate'), 'services'));
  const claimsAll = (service: unknown) =>
    isMapping(service) && fieldOf(service, 'hosts') === undefined && fieldOf(service, 'pathPrefix') === undefined;
  const first = services.findIndex(([, service]) => claimsAll(service));
  if (first === -1) return [];
  const message = `The service ${quoteName(services[first]?.[0] ?? '')} before this one is for every request: give it hosts or a path prefix`;
  return services.slice(first + 1).map(([name]) => ({ path: ['gate', 'services', name], message, site: 'key' }));
}
