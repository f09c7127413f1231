import type { Catalogue } from '@keywright/contract';
import { loadPlatform } from '../../packages/server/src/platform.ts';
import type { Generator } from './generator.ts';
import { code, codes, page, table } from './markdown.ts';
import { platformNames } from './shipped-platforms.ts';

/** Which of some bundles (roles, levels) hold which scope, once everything included and implied is worked out. */
function scopeTable(catalogue: Catalogue, names: readonly string[], scopesOf: (name: string) => ReadonlySet<string>) {
  const rows = Object.entries(catalogue.platform.scopes).map(([scope, { description, implies = [] }]) => [
    code(scope),
    description,
    codes(implies),
    ...names.map((name) => (scopesOf(name).has(scope) ? 'yes' : '')),
  ]);
  return table(['scope', 'lets its holder', 'implies', ...names], rows);
}

function describe(bundles: Readonly<Record<string, { readonly description: string }>>): string {
  return Object.entries(bundles)
    .map(([name, { description }]) => `- **${name}**: ${description}`)
    .join('\n');
}

function render(name: string): string {
  const catalogue = loadPlatform(name);
  const { title, roles, ownerRole, levels = {} } = catalogue.platform;
  const hasLevels = catalogue.levels.length > 0;
  return page(
    `${title}: roles and scopes`,
    `platforms/${name}.yaml`,
    `Roles stand least first; whoever opens an organization is its ${ownerRole}. What a role includes and what a scope implies is worked out.`,
    describe(roles),
    scopeTable(catalogue, catalogue.roles, catalogue.roleScopes),
    ...(hasLevels
      ? ['## Levels', describe(levels), scopeTable(catalogue, catalogue.levels, catalogue.levelScopes)]
      : []),
  );
}

/** One page per shipped platform file: which role holds which scope. */
export const platformPages: readonly Generator[] = platformNames.map((name) => ({
  file: `docs/reference/platforms/${name}.md`,
  render: async () => render(name),
}));
