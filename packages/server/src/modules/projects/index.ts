/**
 * Projects: what API keys belong to. Owns `projects`.
 *
 * Invariants: a project stays in its organization; archiving is in the change feed. An archived project stays readable.
 */
export { openProject } from './create-project.ts';
export type { ProjectDeps } from './deps.ts';
export type { Project } from './project.ts';
export { countOpenProjects, findProject, findProjectBySlugs, findProjectIds, lockProject } from './project-store.ts';
export { routes as projectRoutes } from './routes.ts';
