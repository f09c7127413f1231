import { AppError } from '@keywright/contract';
import {
  canSee,
  changesProjectsAlone,
  effectiveScopes,
  type Principal,
  reachesProject,
  scopesAnywhere,
} from '../scopes/index.ts';
import type { Needs } from './route-table.ts';

/** The project that a request is about, as the gate knows it. */
export interface GateProject {
  readonly id: string;
  readonly organizationId: string;
  readonly archived: boolean;
}

/** What a request is about, as it was found; undefined where there is no such thing. */
export type Place =
  | { readonly about: 'nothing' }
  | { readonly about: 'project'; readonly project: GateProject | undefined }
  | { readonly about: 'organization'; readonly organizationId: string | undefined };

/**
 * Whether an authenticated caller may make a request, and with which scopes: those in the organization that it is about, else
 * those that the caller has anywhere. Throws the refusals. As in Keywright’s own operations, who holds the scopes nowhere is
 * told so whatever is named, and what the caller may not see is the same as nothing.
 */
export function authorizeRoute(principal: Principal, method: string, needs: Needs, place: Place): ReadonlySet<string> {
  const anywhere = scopesAnywhere(principal);
  requireScopes(needs, anywhere);
  if (place.about !== 'project') requireUnbound(principal, method);
  if (place.about === 'nothing') return anywhere;
  const organizationId = place.about === 'project' ? place.project?.organizationId : place.organizationId;
  if (organizationId === undefined || !canSee(principal, organizationId)) throw new AppError('NOT_FOUND');
  if (place.about === 'project') requireReach(principal, place.project);
  const scopes = effectiveScopes(principal, organizationId);
  requireScopes(needs, scopes);
  if (place.about === 'project' && place.project?.archived && !isReading(method)) {
    throw new AppError('FORBIDDEN', { detail: 'This project is archived: it can be read and no longer changed.' });
  }
  return scopes;
}

function requireReach(principal: Principal, project: GateProject | undefined): void {
  if (project === undefined || !reachesProject(principal, project.id)) throw new AppError('WRONG_PROJECT');
}

const isReading = (method: string): boolean => method === 'GET' || method === 'HEAD' || method === 'OPTIONS';

/** A PAT that is bound to projects changes nothing outside of them. */
function requireUnbound(principal: Principal, method: string): void {
  if (isReading(method) || !changesProjectsAlone(principal)) return;
  const detail = 'This PAT is restricted to projects; this request is about none.';
  throw new AppError('WRONG_PROJECT', { detail });
}

function requireScopes({ rule, scopes: required }: Needs, held: ReadonlySet<string>): void {
  const missing = required.filter((scope) => !held.has(scope));
  const suffices = rule === 'any' ? missing.length < required.length : missing.length === 0;
  if (suffices && held.size > 0) return;
  throw new AppError('INSUFFICIENT_SCOPE', {
    detail: detailOf(rule, missing),
    details: { required: [...required], missing },
  });
}

function detailOf(rule: Needs['rule'], missing: readonly string[]): string {
  if (missing.length === 0) return 'Whoever presents this credential holds no scope at all.';
  if (rule === 'any') return `This needs one of the scopes ${missing.join(', ')}.`;
  return `This needs ${missing.length === 1 ? 'the scope' : 'the scopes'} ${missing.join(', ')}.`;
}
