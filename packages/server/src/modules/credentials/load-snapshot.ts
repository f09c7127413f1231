import type { Catalogue } from '@keywright/contract';
import type { Reader } from '../../db/database.ts';
import type { Subject } from '../freshness/index.ts';
import { loadPerson } from '../organizations/index.ts';
import { findUser } from '../people/index.ts';
import { findProject } from '../projects/index.ts';
import type { CredentialBounds } from '../scopes/index.ts';
import type { Credential } from './credential.ts';
import { followsOwner, grantedScopes } from './grant.ts';
import { compileNetworks } from './networks.ts';
import type { Snapshot } from './verdict.ts';

/** A snapshot and everything whose change makes it stale. */
export interface LoadedSnapshot {
  readonly snapshot: Snapshot;
  readonly subjects: readonly Subject[];
}

type Deps = { readonly reader: Reader; readonly catalogue: Catalogue };

/** Builds the snapshot of a credential from its owner’s rows as they are now. */
export async function loadSnapshot(
  deps: Deps,
  credential: Credential,
  secretValidUntil: number | null,
): Promise<LoadedSnapshot> {
  const bounds: CredentialBounds = {
    id: credential.id,
    kind: credential.kind,
    granted: grantedScopes(deps.catalogue, credential),
    level: credential.level,
    followsOwner: followsOwner(deps.catalogue, credential.level),
    projectIds: credential.projectIds,
    expiresAt: credential.expiresAt,
    allowedNetworks: credential.allowedNetworks,
    rateLimitPolicyId: credential.rateLimitPolicyId,
  };
  const owner =
    credential.kind === 'pat' ? await loadUser(deps, bounds, credential) : await loadProject(deps, bounds, credential);
  const snapshot: Snapshot = {
    credentialId: credential.id,
    kind: credential.kind,
    principal: owner.principal,
    ownerDisabled: owner.disabled,
    revokedAt: credential.revokedAt,
    secretValidUntil,
    expiresAt: credential.expiresAt,
    allows: compileNetworks(credential.allowedNetworks),
  };
  return { snapshot, subjects: [`credential:${credential.id}`, ...owner.subjects] };
}

interface LoadedOwner {
  readonly principal: Snapshot['principal'];
  readonly disabled: boolean;
  readonly subjects: readonly Subject[];
}

const nobody: LoadedOwner = { principal: { kind: 'anonymous' }, disabled: true, subjects: [] };

async function loadUser(deps: Deps, bounds: CredentialBounds, { userId }: Credential): Promise<LoadedOwner> {
  const user = userId === null ? undefined : await findUser(deps.reader, userId);
  if (user === undefined) return nobody;
  const person = await loadPerson(deps.reader, deps.catalogue, user);
  return {
    principal: { kind: 'pat', person, credential: bounds },
    disabled: user.disabledAt !== null,
    subjects: [`user:${user.id}`],
  };
}

/** An archived project, or one whose organization is gone, is a disabled owner. */
async function loadProject(deps: Deps, bounds: CredentialBounds, { projectId }: Credential): Promise<LoadedOwner> {
  const project = projectId === null ? undefined : await findProject(deps.reader, projectId);
  if (project === undefined) return nobody;
  const { id, organizationId } = project;
  return {
    principal: { kind: 'api-key', projectId: id, organizationId, credential: bounds },
    disabled: project.archivedAt !== null,
    subjects: [`project:${id}`, `organization:${organizationId}`],
  };
}
