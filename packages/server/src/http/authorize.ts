import { AppError, type Catalogue, isPermission, type Operation, type Target } from '@keywright/contract';
import {
  canSee,
  changesProjectsAlone,
  effectiveScopes,
  organizationsOf,
  type Principal,
  reachesProject,
} from '../modules/scopes/index.ts';

/** Finds what a path names. Undefined where there is no such thing. */
export interface TargetLoaders {
  readonly organization: (ref: string) => Promise<{ readonly id: string } | undefined>;
  readonly project: (id: string) => Promise<{ readonly id: string; readonly organizationId: string } | undefined>;
}

const noTarget: Target = { organizationId: '', projectId: '' };

/**
 * Whether the caller may call the operation at all, before anything is looked up: the kind of credential, the
 * administrator’s right, and for scopes whether they are held in any organization. Who holds them nowhere is told so
 * whatever the path names, and so learns nothing about what exists.
 */
export function authorizeCaller(catalogue: Catalogue, operation: Operation, principal: Principal): void {
  const { needs, accepts } = operation;
  if (needs === 'anyone') return;
  if (principal.kind === 'anonymous') throw new AppError('UNAUTHENTICATED');
  if (!accepts.includes(principal.kind)) throw kindRefused(accepts, principal);
  if (needs === 'instance-admin' && !(principal.kind === 'session' && principal.person.instanceAdmin)) {
    throw new AppError('FORBIDDEN', { detail: 'Only an instance administrator, signed in, may do this.' });
  }
  const holds = (scope: string) => organizationsOf(principal).some((id) => effectiveScopes(principal, id).has(scope));
  if (isPermission(needs)) {
    const required = catalogue.scopeOf(needs);
    if (!holds(required)) throw lacks(required);
    return;
  }
  if (needs === 'own-tokens' && principal.kind === 'pat') {
    const { tokenManagingScope } = catalogue.platform;
    if (tokenManagingScope === undefined || !holds(tokenManagingScope)) throw kindRefused(['session'], principal);
  }
  if (needs !== 'own-credential' && principal.kind === 'pat' && isEmpty(principal)) {
    const missing = [...principal.credential.granted].sort();
    const detail = 'Its owner no longer holds any of the scopes of this token.';
    throw new AppError('INSUFFICIENT_SCOPE', { detail, details: { required: [], missing } });
  }
}

const isEmpty = (principal: Principal): boolean =>
  organizationsOf(principal).every((id) => effectiveScopes(principal, id).size === 0);

function kindRefused(accepts: Operation['accepts'], principal: Principal): AppError {
  return new AppError('CREDENTIAL_KIND_REFUSED', {
    detail: `This operation accepts: ${accepts.join(', ')}. You presented: ${principal.kind}.`,
    details: { accepts },
  });
}

function lacks(required: string): AppError {
  return new AppError('INSUFFICIENT_SCOPE', {
    detail: `This needs the scope ${required}.`,
    details: { required: [required], missing: [required] },
  });
}

/**
 * Loads what the path names and decides whether the caller may act on it. The only place where "you may not see it" is
 * turned into the same `NOT_FOUND` as "it does not exist". `onSeen` hears of a target that the caller may know of, also where
 * what is asked is then refused.
 */
export async function authorizeTarget(
  catalogue: Catalogue,
  loaders: TargetLoaders,
  operation: Operation,
  principal: Principal,
  params: Readonly<Record<string, string>>,
  onSeen: (target: Target) => void,
): Promise<Target> {
  const target = await loadTarget(loaders, params);
  if (target === noTarget) return target;
  if (target === undefined) throw new AppError('NOT_FOUND');
  const { needs } = operation;
  if (!isPermission(needs)) {
    onSeen(target);
    return target;
  }
  if (!canSee(principal, target.organizationId)) throw new AppError('NOT_FOUND');
  onSeen(target);
  requireReach(operation, principal, target);
  const required = catalogue.scopeOf(needs);
  if (!effectiveScopes(principal, target.organizationId).has(required)) throw lacks(required);
  return target;
}

/** A credential that is bound to projects reaches no other one, and a PAT so bound changes nothing above them. */
function requireReach(operation: Operation, principal: Principal, { projectId }: Target): void {
  if (projectId !== '') {
    if (!reachesProject(principal, projectId)) throw new AppError('WRONG_PROJECT');
  } else if (operation.method !== 'GET' && changesProjectsAlone(principal)) {
    throw new AppError('WRONG_PROJECT', {
      detail: 'This PAT is restricted to projects; this changes an organization.',
    });
  }
}

async function loadTarget(
  loaders: TargetLoaders,
  params: Readonly<Record<string, string>>,
): Promise<Target | undefined> {
  if (params.projectId !== undefined) {
    const project = await loaders.project(params.projectId);
    return project && { organizationId: project.organizationId, projectId: project.id };
  }
  if (params.organization !== undefined) {
    const organization = await loaders.organization(params.organization);
    return organization && { organizationId: organization.id, projectId: '' };
  }
  return noTarget;
}
