import { MultiSelect } from '@mantine/core';
import { useQueries, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { organizationsQuery, projectsQuery } from '../../app/queries.ts';

interface ProjectsFieldProps {
  readonly value: string[];
  readonly onChange: (ids: string[]) => void;
  readonly error: ReactNode;
}

/** The only projects that a token reaches. What there is to choose from is asked for when the field is first opened. */
export function ProjectsField({ value, onChange, error }: ProjectsFieldProps) {
  const [wanted, setWanted] = useState(false);
  const { data: organizations } = useQuery({ ...organizationsQuery, enabled: wanted });
  const all = organizations?.data ?? [];
  const projects = useQueries({ queries: wanted ? all.map(({ slug }) => projectsQuery(slug)) : [] });
  const data = all.map(({ name }, index) => ({
    group: name,
    items: (projects[index]?.data?.data ?? [])
      .filter(({ archivedAt }) => archivedAt === null)
      .map((project) => ({ value: project.id, label: project.name })),
  }));
  return (
    <MultiSelect
      label="Projects"
      description="The only ones it reaches. Empty: all of yours."
      placeholder={value.length === 0 ? 'All projects' : ''}
      data={data}
      value={value}
      onChange={onChange}
      onFocus={() => setWanted(true)}
      error={error}
      searchable
      maxValues={100}
    />
  );
}
