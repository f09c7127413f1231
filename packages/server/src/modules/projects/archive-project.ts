import type { Input, Operations, Reply } from '@keywright/contract';
import type { Commit } from '../audit/index.ts';
import type { Principal } from '../scopes/index.ts';
import type { ProjectDeps } from './deps.ts';
import { presentProject } from './project.ts';
import { lockProject, updateProjectRow } from './project-store.ts';

type Op = Operations['archiveProject'];

/** Archives a project: its API keys are refused from the next request on. Archiving an archived one changes nothing. */
export async function archiveProject(
  deps: ProjectDeps,
  _principal: Principal,
  { target: { organizationId, projectId } }: Input<Op>,
  commit: Commit,
): Promise<Reply<Op>> {
  const now = deps.clock.now();
  return commit(async (trx) => {
    const present = await lockProject(trx, projectId);
    if (present.archivedAt !== null) return { reply: presentProject(present), target: null };
    const archived = await updateProjectRow(trx, projectId, { archivedAt: now }, now);
    return {
      reply: presentProject(archived),
      target: { kind: 'project', id: projectId, organizationId, projectId },
      changed: [`project:${projectId}`],
    };
  });
}
