/**
 * Keywright's own rights. A platform file maps each of them to one of the platform's scopes, so that the same
 * operations serve every platform (`permissions` in the platform file).
 */
export const permissions = {
  'org.read': 'See an organization',
  'org.write': 'Rename an organization',
  'members.read': 'List the members of an organization and their roles',
  'members.write': 'Add and remove members and set their roles',
  'projects.read': 'See the projects of an organization',
  'projects.write': 'Create, change and archive projects',
  'api-keys.read': 'List the API keys of a project',
  'api-keys.write': 'Mint, change and revoke the API keys of a project',
  'audit.read': 'Read the audit log of an organization and its projects',
  'rate-limits.read': 'See the rate-limit policies of a project',
  'rate-limits.write': 'Create and change the rate-limit policies of a project',
} as const;

export type Permission = keyof typeof permissions;

/** Every permission, in the order of the generated permission table. */
export const permissionNames = Object.keys(permissions) as readonly Permission[];

/** Whether an operation’s need is a permission, as against `signed-in` and the like. */
export const isPermission = (needs: string): needs is Permission => Object.hasOwn(permissions, needs);
