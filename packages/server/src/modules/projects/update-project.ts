import { type Input, type Operations, type Reply, requireVersion, toName } from '@keywright/contract';
import type { Commit } from '../audit/index.ts';
import { slugTaken } from '../organizations/index.ts';
import type { Principal } from '../scopes/index.ts';
import type { ProjectDeps } from './deps.ts';
import { presentProject } from './project.ts';
import { lockProject, updateProjectRow } from './project-store.ts';

type Op = Operations['updateProject'];

/** Changes the name or the slug; an absent field is left as it is. */
export async function updateProject(
  deps: ProjectDeps,
  _principal: Principal,
  { body, target: { organizationId, projectId }, expectedVersion }: Input<Op>,
  commit: Commit,
): Promise<Reply<Op>> {
  return commit(async (trx) => {
    const present = await lockProject(trx, projectId);
    requireVersion(present, expectedVersion);
    const change = {
      slug: body.slug ?? present.slug,
      name: body.name === undefined ? present.name : toName(body.name),
    };
    const updated = await updateProjectRow(trx, projectId, change, deps.clock.now());
    return {
      reply: presentProject(updated),
      target: { kind: 'project', id: projectId, organizationId, projectId, details: change },
    };
  }).catch(slugTaken(body.slug ?? ''));
}
