import { type Input, type Operations, type Reply, toName } from '@keywright/contract';
import type { Trx } from '../../db/database.ts';
import type { Commit } from '../audit/index.ts';
import { lockOrganization, slugTaken } from '../organizations/index.ts';
import type { Principal } from '../scopes/index.ts';
import type { ProjectDeps } from './deps.ts';
import { type Project, presentProject } from './project.ts';
import { insertProject } from './project-store.ts';

type Op = Operations['createProject'];

/** Makes a project. Throws the database’s unique violation where the slug is taken in the organization. */
export async function openProject(
  deps: Pick<ProjectDeps, 'clock' | 'nextId'>,
  trx: Trx,
  project: { readonly organizationId: string; readonly slug: string; readonly name: string },
): Promise<Project> {
  return insertProject(trx, { id: deps.nextId(), ...project }, deps.clock.now());
}

export async function createProject(
  deps: ProjectDeps,
  _principal: Principal,
  { body, target: { organizationId } }: Input<Op>,
  commit: Commit,
): Promise<Reply<Op>> {
  const name = toName(body.name);
  return commit(async (trx) => {
    await lockOrganization(trx, organizationId);
    const project = await openProject(deps, trx, { organizationId, slug: body.slug, name });
    return {
      reply: presentProject(project),
      target: { kind: 'project', id: project.id, organizationId, projectId: project.id, details: { name } },
    };
  }).catch(slugTaken(body.slug));
}
