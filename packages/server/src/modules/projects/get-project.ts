import type { Input, Operations, Reply } from '@keywright/contract';
import type { Principal } from '../scopes/index.ts';
import type { ProjectDeps } from './deps.ts';
import { presentProject } from './project.ts';
import { getProject as getProjectRow } from './project-store.ts';

type Op = Operations['getProject'];

export async function getProject(deps: ProjectDeps, _principal: Principal, { target }: Input<Op>): Promise<Reply<Op>> {
  return presentProject(await getProjectRow(deps.database.reader, target.projectId));
}
