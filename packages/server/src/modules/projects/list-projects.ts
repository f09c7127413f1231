import type { Input, Operations, Reply } from '@keywright/contract';
import { readPageRequest, toPage } from '../../db/page.ts';
import { boundProjects, type Principal } from '../scopes/index.ts';
import type { ProjectDeps } from './deps.ts';
import { presentProject } from './project.ts';
import { findProjects } from './project-store.ts';

type Op = Operations['listProjects'];

/** The projects of an organization, newest first. A credential that is bound to projects lists those alone. */
export async function listProjects(
  deps: ProjectDeps,
  principal: Principal,
  { query, target }: Input<Op>,
): Promise<Reply<Op>> {
  const page = readPageRequest(query);
  const onlyIds = boundProjects(principal);
  return toPage(await findProjects(deps.database.reader, target.organizationId, onlyIds, page), page, presentProject);
}
