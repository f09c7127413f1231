import { type Operation, operations, type Permission, permissionNames, permissions } from '@keywright/contract';
import type { Generator } from './generator.ts';
import { code, codes, page, table } from './markdown.ts';
import { loadPlatforms } from './shipped-platforms.ts';

const introduction =
  'Keywright’s own rights. A platform file maps each to one of its scopes, so that the same operations serve every platform.';

const needing = (permission: Permission): readonly string[] =>
  Object.values<Operation>(operations)
    .filter(({ needs }) => needs === permission)
    .map(({ id }) => id);

/** What each permission is for, what needs it, and which scope of each shipped platform grants it. */
export const permissionTable: Generator = {
  file: 'docs/reference/permissions.md',
  async render() {
    const platforms = loadPlatforms();
    const needs = permissionNames.map((name) => [code(name), permissions[name], codes(needing(name))]);
    const scopes = permissionNames.map((name) => [code(name), ...platforms.map(({ scopeOf }) => code(scopeOf(name)))]);
    return page(
      'Permissions',
      'packages/contract/src/permissions.ts',
      introduction,
      table(['permission', 'lets its holder', 'operations that need it'], needs),
      '## The scope that grants it',
      table(['permission', ...platforms.map(({ platform }) => platform.title)], scopes),
    );
  },
};
