import { toInstant, toNullableInstant } from '../../kernel/instant.ts';

export interface Project {
  readonly id: string;
  readonly organizationId: string;
  readonly slug: string;
  readonly name: string;
  readonly version: number;
  readonly createdAt: number;
  readonly archivedAt: number | null;
}

/** A project, as the API shows it. */
export function presentProject(project: Project) {
  return {
    id: project.id,
    organizationId: project.organizationId,
    slug: project.slug,
    name: project.name,
    archivedAt: toNullableInstant(project.archivedAt),
    createdAt: toInstant(project.createdAt),
    version: project.version,
  };
}
