import { AppError, type Input, type Operations, type Reply } from '@keywright/contract';
import { findProject } from '../projects/index.ts';
import {
  boundProjects,
  canSee,
  credentialOf,
  effectiveScopes,
  type Principal,
  reachesProject,
  scopesAnywhere,
} from '../scopes/index.ts';
import type { IntrospectionDeps, ReceivedRequest } from './deps.ts';

type Op = Operations['checkToken'];
type Target = Pick<ReceivedRequest, 'organizationId' | 'projectId'>;

const nowhere: Target = { organizationId: '', projectId: '' };

/** Checks a token for a resource server. Throws `OVERLOADED`, and `RATE_LIMITED` where its limits refuse the request. */
export async function checkToken(
  deps: IntrospectionDeps,
  _principal: Principal,
  { body, client }: Input<Op>,
): Promise<Reply<Op>> {
  const from = { ...client, address: body.address ?? client.address };
  const verdict = await deps.checkCredential(body.token, from.address);
  if (verdict.outcome === 'overloaded') throw new AppError('OVERLOADED', { retryAfterSeconds: 1 });
  const target = await findTarget(deps, body.project_id);
  const request = { method: body.method ?? '', path: body.path ?? '', ...target, client: from };
  if (verdict.outcome !== 'valid') {
    deps.note({ verdict, request, status: 401, throttledBy: null });
    return { active: false };
  }
  const notAdmitted = await deps.admit(verdict.principal, request);
  if (notAdmitted !== undefined) {
    deps.note({ verdict, request, status: 429, throttledBy: notAdmitted.violations });
    throw notAdmitted.refusal;
  }
  deps.note({ verdict, request, status: 200, throttledBy: null });
  return present(deps, verdict.principal, target, body.project_id !== undefined);
}

async function findTarget({ database }: IntrospectionDeps, projectId: string | undefined): Promise<Target> {
  const project = projectId === undefined ? undefined : await findProject(database.reader, projectId);
  return project === undefined ? nowhere : { organizationId: project.organizationId, projectId: project.id };
}

function present(deps: IntrospectionDeps, principal: Principal, target: Target, isAboutProject: boolean): Reply<Op> {
  const credential = credentialOf(principal);
  if (credential === undefined) return { active: false };
  const bound = boundProjects(principal);
  return {
    active: true,
    scope: scopesFor(principal, target, isAboutProject).sort().join(' '),
    jti: credential.id,
    kind: credential.kind,
    iss: deps.publicUrl,
    ...(credential.expiresAt === null ? {} : { exp: Math.floor(credential.expiresAt / 1000) }),
    ...(bound === undefined ? {} : { project_ids: [...bound] }),
    ...ownerOf(principal),
  };
}

/** What it may do in the project, which is nothing where it does not reach it; without a project, anywhere. */
function scopesFor(principal: Principal, { organizationId, projectId }: Target, isAboutProject: boolean): string[] {
  if (isAboutProject) {
    const reaches = projectId !== '' && canSee(principal, organizationId) && reachesProject(principal, projectId);
    return reaches ? [...effectiveScopes(principal, organizationId)] : [];
  }
  return [...scopesAnywhere(principal)];
}

function ownerOf(principal: Principal): Partial<Reply<Op>> {
  if (principal.kind === 'api-key') {
    return { token_type: 'ApiKey', sub: principal.projectId, organization_id: principal.organizationId };
  }
  if (principal.kind !== 'pat') return {};
  return { token_type: 'Bearer', sub: principal.person.userId, username: principal.person.email };
}
