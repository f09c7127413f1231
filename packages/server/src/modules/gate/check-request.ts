import { AppError, type Catalogue, type GuardedPrincipal, type Target, validationFailed } from '@keywright/contract';
import { boundProjects, canSee, credentialOf, type Principal } from '../scopes/index.ts';
import { authorizeRoute, type GateProject, type Place } from './authorize-route.ts';
import type { Identity } from './identity.ts';
import type { KnownProjects } from './load-projects.ts';
import { readPath } from './request-path.ts';
import type { FindRoute, Named, Needs } from './route-table.ts';

/** A request to another API, about which its proxy or its guard asks. */
export interface AskedRequest {
  readonly method: string;
  /** Path and query, as they were received. */
  readonly url: string;
  /** Finds out who makes it. Throws the refusals of a credential; `anonymous` where none was presented. */
  readonly authenticate: () => Promise<Principal>;
  /** Hears what it is about, once the caller may know of that. */
  readonly onTarget: (target: Target) => void;
  /** Counts it against the limits of whoever makes it. Throws `RATE_LIMITED`. */
  readonly requireAdmitted: (request: CountedAtGate) => Promise<void> | undefined;
}

/** A request as it is counted. */
export interface CountedAtGate {
  readonly principal: Principal;
  /** Empty: none. */
  readonly projectId: string;
  readonly method: string;
  readonly path: string;
}

export interface GateDeps {
  readonly catalogue: Catalogue;
  readonly findRoute: FindRoute;
  readonly projects: KnownProjects;
  /** Finds an organization by its id or slug. */
  readonly findOrganization: (ref: string) => Promise<{ readonly id: string } | undefined>;
}

/** What a guard says that the route needs. */
export interface GuardedNeeds {
  readonly all?: readonly string[];
  readonly any?: readonly string[];
  readonly projectId?: string;
  /** Its id or slug. */
  readonly organization?: string;
}

/** Asks whether a request may go on to its upstream, by the routes of the platform file. Resolves to who it acts as; throws the refusals. */
export async function checkRoutedRequest(deps: GateDeps, asked: AskedRequest, host: string): Promise<Identity> {
  const { segments, canonical } = requirePath(asked.url);
  const route = deps.findRoute(asked.method, host, segments);
  if (route === undefined) {
    throw new AppError('FORBIDDEN', {
      detail: 'No route of the gate lets a request with this method and path through.',
    });
  }
  if (route.needs.rule === 'nothing') return null;
  return await checkNeeds(deps, asked, { ...route, path: canonical });
}

/** The same of a request whose guard says itself what it needs. Throws `UNKNOWN_SCOPE` for what is no scope of the platform. */
export async function checkGuardedRequest(
  deps: GateDeps,
  asked: AskedRequest,
  guarded: GuardedNeeds,
): Promise<Identity> {
  const needs = requireNeeds(deps.catalogue, guarded);
  const named = requireOnePlace(guarded);
  const { canonical } = requirePath(asked.url);
  return await checkNeeds(deps, asked, { needs, named, path: canonical });
}

function requirePath(url: string) {
  const read = readPath(url);
  if (!read.ok) throw new AppError('AMBIGUOUS_PATH', { detail: read.fault });
  return read;
}

function requireNeeds(catalogue: Catalogue, { all, any }: GuardedNeeds): Needs {
  if ((all === undefined) === (any === undefined)) {
    throw validationFailed({ path: 'all', code: 'REQUIRED', message: 'or `any`: exactly one of the two.' });
  }
  const needs: Needs = all === undefined ? { rule: 'any', scopes: any ?? [] } : { rule: 'all', scopes: all };
  const unknown = needs.scopes.find((scope) => !catalogue.has(scope));
  if (unknown === undefined) return needs;
  throw new AppError('UNKNOWN_SCOPE', { detail: `There is no scope ${unknown}.`, details: { token: unknown } });
}

function requireOnePlace({ projectId, organization }: GuardedNeeds): Named {
  if (projectId !== undefined && organization !== undefined) {
    const message = 'says already of which organization the project is: leave it out.';
    throw validationFailed({ path: 'organization', code: 'UNKNOWN_FIELD', message });
  }
  if (projectId !== undefined) return { about: 'project', id: projectId };
  return organization === undefined ? { about: 'nothing' } : { about: 'organization', ref: organization };
}

interface Checked {
  readonly needs: Needs;
  readonly named: Named;
  readonly path: string;
}

async function checkNeeds(deps: GateDeps, asked: AskedRequest, { needs, named, path }: Checked): Promise<Identity> {
  const principal = await asked.authenticate();
  if (principal.kind === 'anonymous') throw new AppError('UNAUTHENTICATED');
  const place = await findPlace(deps, principal, named);
  const target = targetOf(place);
  if (canSee(principal, target.organizationId)) asked.onTarget(target);
  const scopes = authorizeRoute(principal, asked.method, needs, place);
  await asked.requireAdmitted({ principal, projectId: target.projectId, method: asked.method, path });
  return toIdentity(principal, scopes, target);
}

/** A promise only where the database has to be asked. */
function findPlace(deps: GateDeps, principal: Principal, named: Named): Place | Promise<Place> {
  switch (named.about) {
    case 'nothing':
      return named;
    case 'project': {
      const known = recallProject(deps.projects, principal, named.id);
      if (known !== undefined) return { about: 'project', project: known };
      return deps.projects.load(named.id).then((project) => ({ about: 'project', project }));
    }
    case 'organization':
      return deps.findOrganization(named.ref).then((found) => ({ about: 'organization', organizationId: found?.id }));
  }
}

/** Checking a credential has caught up with every change, so what is remembered may be used; a session has asked for nothing of the kind. */
const recallProject = (projects: KnownProjects, principal: Principal, id: string): GateProject | undefined =>
  principal.kind === 'session' ? undefined : projects.recall(id);

/** Empty: none. */
function targetOf(place: Place): Target {
  if (place.about === 'project' && place.project !== undefined) {
    return { organizationId: place.project.organizationId, projectId: place.project.id };
  }
  return { organizationId: place.about === 'organization' ? (place.organizationId ?? '') : '', projectId: '' };
}

/** Throws `RangeError` for an anonymous principal: what is not public is authenticated. */
function toIdentity(
  principal: Principal,
  scopes: ReadonlySet<string>,
  { organizationId, projectId }: Target,
): GuardedPrincipal {
  if (principal.kind === 'anonymous') throw new RangeError('nobody has an identity');
  const own = principal.kind === 'api-key' ? principal : undefined;
  const bound = boundProjects(principal);
  return {
    kind: principal.kind,
    userId: 'person' in principal ? principal.person.userId : null,
    credentialId: credentialOf(principal)?.id ?? null,
    organizationId: organizationId || (own?.organizationId ?? null),
    projectId: projectId || (own?.projectId ?? null),
    projectIds: bound === undefined ? null : [...bound],
    scopes: [...scopes].sort(),
  };
}
