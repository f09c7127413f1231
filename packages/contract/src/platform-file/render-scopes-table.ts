import type { Catalogue } from './catalogue.ts';

/** One role or level. */
interface Column {
  heading: string;
  scopes: ReadonlySet<string>;
}

/**
 * Which scopes each role holds, then each level, as plain ASCII for a terminal: a line per scope in the order of the file,
 * with everything implied worked out, and the counts below. A level that follows its owner is marked `*`.
 */
export function renderScopesTable(catalogue: Catalogue): string {
  const scopes = Object.keys(catalogue.platform.scopes);
  const roles = catalogue.roles.map((role) => ({ heading: role, scopes: catalogue.roleScopes(role) }));
  const levels = catalogue.levels.map((level) => ({
    heading: catalogue.followsOwner(level) ? `${level}*` : level,
    scopes: catalogue.levelScopes(level),
  }));

  const parts = [table('roles', scopes, roles)];
  if (levels.length > 0) parts.push(table('levels', scopes, levels));
  if (catalogue.levels.some(catalogue.followsOwner)) {
    parts.push("* follows its owner: all of the user's rights at each moment\n");
  }
  return parts.join('\n');
}

function table(corner: string, scopes: readonly string[], columns: readonly Column[]): string {
  const rows = [
    [corner, ...columns.map(({ heading }) => heading)],
    ...scopes.map((scope) => [scope, ...columns.map((column) => (column.scopes.has(scope) ? 'x' : '-'))]),
    [`of ${scopes.length}`, ...columns.map((column) => String(column.scopes.size))],
  ];
  const widths = [corner, ...columns].map((_, index) => Math.max(...rows.map((row) => row[index]?.length ?? 0)));
  const line = (row: readonly string[]) => row.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join('  ');
  return rows.map((row) => `${line(row).trimEnd()}\n`).join('');
}
