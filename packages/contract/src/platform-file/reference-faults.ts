import { duplicateFaults } from './duplicate-faults.ts';
import { expiryFaults } from './expiry-faults.ts';
import { gateFaults, gateRoutesOf, type PlacedRoute } from './gate-faults.ts';
import { includeCycleFaults } from './include-cycle-faults.ts';
import { nearestName } from './nearest-name.ts';
import { type Finding, type PathSegment, quoteName } from './platform-fault.ts';
import { tokenFaults } from './token-faults.ts';
import { entriesOf, fieldOf, isMapping, textsOf } from './tolerant-read.ts';

/**
 * What a schema cannot say of a platform file: names that are defined nowhere, roles and levels that include themselves,
 * entries that are listed twice, bounds that contradict each other. It looks at whatever is well formed and passes over the
 * rest, so that a fault of the schema hides no fault here.
 */
export function referenceFaults(file: unknown): Finding[] {
  return [
    ...scopeReferenceFaults(file),
    ...roleReferenceFaults(file),
    ...includeCycleFaults('roles', fieldOf(file, 'roles')),
    ...includeCycleFaults('levels', fieldOf(file, 'levels')),
    ...impliesItselfFaults(file),
    ...duplicateFaults(file, []),
    ...scopelessLevelFaults(file),
    ...tokenFaults(file),
    ...expiryFaults(file),
    ...gateFaults(file),
  ];
}

interface Reference {
  name: string;
  path: readonly PathSegment[];
}

function scopeReferenceFaults(file: unknown): Finding[] {
  const permissions = entriesOf(fieldOf(file, 'permissions'));
  return unknownNames('scope', fieldOf(file, 'scopes'), [
    ...named(file, ['tokenManagingScope']),
    ...listed(file, 'scopes', 'implies'),
    ...listed(file, 'roles', 'scopes'),
    ...listed(file, 'levels', 'scopes'),
    ...permissions.flatMap(([permission]) => named(file, ['permissions', permission])),
    ...gateRoutesOf(file).flatMap((placed) => [...neededBy(placed, 'all'), ...neededBy(placed, 'any')]),
  ]);
}

function roleReferenceFaults(file: unknown): Finding[] {
  return [
    ...unknownNames('role', fieldOf(file, 'roles'), [
      ...listed(file, 'roles', 'includes'),
      ...named(file, ['ownerRole']),
    ]),
    ...unknownNames('level', fieldOf(file, 'levels'), [
      ...listed(file, 'levels', 'includes'),
      ...named(file, ['tokens', 'pat', 'defaultLevel']),
    ]),
  ];
}

/** The names in one list of each entry of a map, such as `implies` of every scope. */
function listed(file: unknown, map: string, list: string): Reference[] {
  return entriesOf(fieldOf(file, map)).flatMap(([entryName, entry]) =>
    textsOf(fieldOf(entry, list)).map(({ text, index }) => ({ name: text, path: [map, entryName, list, index] })),
  );
}

/** The scopes that a route of the gate needs. */
function neededBy({ route, path }: PlacedRoute, list: 'all' | 'any'): Reference[] {
  return textsOf(fieldOf(route, list)).map(({ text, index }) => ({ name: text, path: [...path, list, index] }));
}

/** The name at a path, if there is one. */
function named(file: unknown, path: readonly string[]): Reference[] {
  const name = path.reduce(fieldOf, file);
  return typeof name === 'string' ? [{ name, path }] : [];
}

function unknownNames(kind: string, definitions: unknown, references: readonly Reference[]): Finding[] {
  // Without the definitions every name would be unknown, which says nothing that their absence does not.
  if (!isMapping(definitions)) return [];
  const defined = Object.keys(definitions);
  return references
    .filter(({ name }) => !Object.hasOwn(definitions, name))
    .map(({ name, path }) => {
      const nearest = nearestName(name, defined);
      const advice = nearest === undefined ? 'define it or remove it' : `did you mean ${quoteName(nearest)}?`;
      return { path, message: `There is no ${kind} ${quoteName(name)}: ${advice}`, site: 'value' };
    });
}

function impliesItselfFaults(file: unknown): Finding[] {
  return listed(file, 'scopes', 'implies')
    .filter(({ name, path }) => name === path[1])
    .map(({ name, path }) => {
      return { path, message: `The scope ${quoteName(name)} implies itself: remove this entry`, site: 'value' };
    });
}

function scopelessLevelFaults(file: unknown): Finding[] {
  return entriesOf(fieldOf(file, 'levels')).flatMap(([level, entry]): Finding[] => {
    const everything = fieldOf(entry, 'everything') ?? false;
    if (!isMapping(entry) || Object.hasOwn(entry, 'scopes') || everything !== false) return [];
    const message = 'The key "scopes" is missing here: add it, or "everything: true"';
    return [{ path: ['levels', level, 'scopes'], message, site: 'parent' }];
  });
}
