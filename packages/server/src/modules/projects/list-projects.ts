import type { Input, Operations, Reply } from '@keywright/contract';
import { readPageRequest, toPage } from '../../db/page.ts';
import type { Principal } from '../scopes/index.ts';
import type { ProjectDeps } from './deps.ts';
import { presentProject } from './project.ts';
import { findProjects } from './project-store.ts';

type Op = Operations['listProjects'];

/** The projects of an organization, newest first. An API key reaches no other project, so it lists its own alone. */
export async function listProjects(
  deps: ProjectDeps,
  principal: Principal,
  { query, target }: Input<Op>,
): Promise<Reply<Op>> {
  const page = readPageRequest(query);
  const onlyId = principal.kind === 'api-key' ? principal.projectId : undefined;
  return toPage(await findProjects(deps.database.reader, target.organizationId, onlyId, page), page, presentProject);
}
