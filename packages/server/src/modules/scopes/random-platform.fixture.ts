import {
  type Catalogue,
  createCatalogue,
  type Permission,
  type PlatformFile,
  permissionNames,
} from '@keywright/contract';
import fc from 'fast-check';
import { loadPlatform } from '../../platform.ts';
import { toMemberships } from './membership.ts';
import type { CredentialBounds, Person } from './principal.ts';

/** For tests alone: catalogues and people as no platform file happens to have them. */

const scopeNames = ['a.read', 'a.write', 'b.read', 'b.write', 'c', 'd', 'e', 'all'];
const roleNames = ['LEAST', 'MIDDLE', 'MOST'];

/** Small platforms with any `implies` edges, cycles among them, any roles, and sometimes a scope that satisfies all. */
const platforms: fc.Arbitrary<PlatformFile> = fc
  .tuple(
    fc.uniqueArray(fc.constantFrom(...scopeNames), { minLength: 1 }),
    fc.array(fc.subarray(scopeNames, { maxLength: 3 }), { minLength: 8, maxLength: 8 }),
    fc.array(fc.subarray(scopeNames), { minLength: 3, maxLength: 3 }),
    fc.boolean(),
  )
  .map(([names, edges, bundles, hasAll]) => {
    const present = (scopes: readonly string[] = []) => scopes.filter((scope) => names.includes(scope));
    const scope = (name: string, index: number) => ({
      description: name,
      implies: present(edges[index]),
      ...(hasAll && name === 'all' ? { satisfiesAll: true } : {}),
    });
    return {
      platform: 'random',
      title: 'Random',
      brand: 'rd',
      tokens: { pat: { mint: 'split', accept: ['split'] }, apiKey: { mint: 'split', accept: ['split'] } },
      scopes: Object.fromEntries(names.map((name, index) => [name, scope(name, index)])),
      roles: Object.fromEntries(
        roleNames.map((role, index) => [role, { description: role, scopes: present(bundles[index]) }]),
      ),
      ownerRole: 'MOST',
      permissions: Object.fromEntries(permissionNames.map((name) => [name, names[0]])) as Record<Permission, string>,
      expiry: { required: false, presetsDays: [] },
      limits: {},
    };
  });

/** Catalogues: random ones, and translately as it is shipped. */
export const catalogues: fc.Arbitrary<Catalogue> = fc.oneof(
  platforms.map(createCatalogue),
  fc.constant(loadPlatform('translately')),
);

export const organizationIds = ['org-1', 'org-2', 'org-3'];

/** Some scopes of a catalogue, in any order, perhaps twice. */
export function scopesOf(catalogue: Catalogue): fc.Arbitrary<readonly string[]> {
  return fc.array(fc.constantFrom(...Object.keys(catalogue.platform.scopes)), { maxLength: 6 });
}

/** A person with any roles in any of the organizations; also a role that the platform file no longer has. */
export function peopleOf(catalogue: Catalogue): fc.Arbitrary<Person> {
  const role = fc.constantFrom(...catalogue.roles, 'DROPPED');
  const roles = fc.uniqueArray(fc.record({ organizationId: fc.constantFrom(...organizationIds), role }), {
    selector: ({ organizationId }) => organizationId,
  });
  return roles.map((held) => ({
    userId: 'user',
    email: 'user@example.com',
    name: 'User',
    instanceAdmin: false,
    memberships: toMemberships(catalogue, held),
  }));
}

export const boundsOf = (
  catalogue: Catalogue,
  kind: CredentialBounds['kind'],
  scopes: readonly string[],
): CredentialBounds => ({
  id: 'credential',
  kind,
  granted: catalogue.expand(scopes),
  level: null,
  followsOwner: false,
  projectIds: [],
  expiresAt: null,
  allowedNetworks: [],
  rateLimitPolicyId: null,
});
