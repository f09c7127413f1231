import type { GuardedPrincipal } from '@keywright/contract';

/** Who a request acts as, as its upstream is told. Null: nobody in particular, on a public route. */
export type Identity = GuardedPrincipal | null;

/**
 * The identity as headers for an upstream. All of them, always: a proxy that copies them replaces what a client sent under
 * the same names, also where there is nothing to say. Names and values in turn, as `node:http` takes them fastest.
 */
export const identityHeaders = (identity: Identity): readonly string[] => [
  'x-auth-kind',
  identity?.kind ?? '',
  'x-auth-user',
  identity?.userId ?? '',
  'x-auth-credential',
  identity?.credentialId ?? '',
  'x-auth-organization',
  identity?.organizationId ?? '',
  'x-auth-project',
  identity?.projectId ?? '',
  'x-auth-project-ids',
  identity?.projectIds?.join(' ') ?? '',
  'x-auth-scopes',
  identity?.scopes.join(' ') ?? '',
];
