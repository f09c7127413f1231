import type { Protected } from '../../test/by-each-way.ts';

/** Everything that runs, once the API has been told of what organizations there are at this moment. */
export type Start = () => Promise<Protected>;

export const keysOf = (projectId: string) => `/api/v1/projects/${projectId}/keys`;
export const projectsOf = (organization: string) => `/api/v1/organizations/${organization}/projects`;
