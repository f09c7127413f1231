import type { ReplyOf } from '@keywright/client';
import type { Fact } from '../../output/output.ts';
import type { Column } from '../../output/table.ts';

type Project = ReplyOf<'listProjects'>['data'][number];

export const projectColumns: readonly Column<Project>[] = [
  { heading: 'slug', cell: ({ slug }) => slug },
  { heading: 'name', cell: ({ name }) => name },
  { heading: 'archived', cell: ({ archivedAt }) => archivedAt },
  { heading: 'id', cell: ({ id }) => id },
];

export const projectFacts = ({ id, slug, name, organizationId, archivedAt, createdAt }: Project): readonly Fact[] => [
  ['id', id],
  ['slug', slug],
  ['name', name],
  ['organization', organizationId],
  ['created', createdAt],
  ['archived', archivedAt],
];
