import { Group, Text } from '@mantine/core';
import { useQueries, useQuery } from '@tanstack/react-query';
import { organizationsQuery, projectsQuery } from '../../app/queries.ts';
import { LinkAnchor } from '../../ui/links.tsx';

/** Projects by name. One that the person can no longer see is named by its id. */
export function ProjectNames({ ids }: { readonly ids: readonly string[] }) {
  const { data: organizations } = useQuery(organizationsQuery);
  // Once for each organization, however many projects there are; the navigation has asked for most of them.
  const projects = useQueries({
    queries: organizations?.data.map(({ slug }) => projectsQuery(slug)) ?? [],
    combine: (all) => all.flatMap(({ data }) => data?.data ?? []),
  });
  return (
    <Group gap="xs">
      {ids.map((id) => {
        const project = projects.find((each) => each.id === id);
        if (project === undefined) {
          return (
            <Text key={id} span className="mono" size="xs">
              {id}
            </Text>
          );
        }
        return (
          <LinkAnchor key={id} to="/projects/$projectId" params={{ projectId: id }}>
            {project.name}
          </LinkAnchor>
        );
      })}
    </Group>
  );
}
