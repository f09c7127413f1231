/** A scope of the catalogue, as the API lists it. */
export interface CatalogueScope {
  readonly scope: string;
  readonly description: string;
  readonly implies: readonly string[];
}

export interface ScopeCell extends CatalogueScope {
  /** What it lets one do with the resource: `read`. */
  readonly action: string;
}

/** The scopes of one resource: reading and writing it, and whatever else there is. */
export interface ScopeGroup {
  readonly resource: string;
  readonly read: ScopeCell | undefined;
  readonly write: ScopeCell | undefined;
  readonly others: readonly ScopeCell[];
}

const readActions: ReadonlySet<string> = new Set(['read', 'view']);
const writeActions: ReadonlySet<string> = new Set(['write', 'edit', 'manage']);

function splitScope(scope: string): readonly [resource: string, action: string] {
  const end = Math.max(scope.lastIndexOf('.'), scope.lastIndexOf(':'));
  return end <= 0 ? ['general', scope] : [scope.slice(0, end), scope.slice(end + 1)];
}

/** The catalogue by resource, in its own order. A scope without a resource stands under `general`. */
export function groupScopes(catalogue: readonly CatalogueScope[]): readonly ScopeGroup[] {
  const cells = Map.groupBy(
    catalogue.map((each) => {
      const [resource, action] = splitScope(each.scope);
      return { resource, cell: { ...each, action } };
    }),
    ({ resource }) => resource,
  );
  return [...cells].map(([resource, members]) => {
    const all = members.map(({ cell }) => cell);
    const read = all.find(({ action }) => readActions.has(action));
    const write = all.find(({ action }) => writeActions.has(action));
    return { resource, read, write, others: all.filter((cell) => cell !== read && cell !== write) };
  });
}

/** Which scopes come along with the chosen ones, each with the chosen one that brings it. */
export function impliedBy(
  catalogue: readonly CatalogueScope[],
  chosen: readonly string[],
): ReadonlyMap<string, string> {
  const implies = new Map(catalogue.map((each) => [each.scope, each.implies]));
  const implied = new Map<string, string>();
  for (const scope of chosen) {
    const reached = new Set(implies.get(scope) ?? []);
    // A set that grows while it is walked is walked to its new end.
    for (const each of reached) for (const further of implies.get(each) ?? []) reached.add(further);
    for (const each of reached) if (each !== scope && !implied.has(each)) implied.set(each, scope);
  }
  return implied;
}
