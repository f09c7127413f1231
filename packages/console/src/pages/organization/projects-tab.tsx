import { ActionIcon, Button, Group, Menu, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { Column } from '../../ui/data-list/column.ts';
import { DataList } from '../../ui/data-list/data-list.tsx';
import { usePages } from '../../ui/data-list/use-pages.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Archive, Boxes, Ellipsis, Pencil, Plus } from '../../ui/icons.ts';
import { LinkAnchor } from '../../ui/links.tsx';
import { LoadingState } from '../../ui/loading-state.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { StatusPill } from '../../ui/status-pill.tsx';
import { ArchiveProjectDialog } from './archive-project-dialog.tsx';
import { ProjectDialog } from './project-dialog.tsx';
import { type Organization, type Project, projectPagesQuery, usePermissions } from './queries.ts';

type Intent = { readonly action: 'create' } | { readonly action: 'update' | 'archive'; readonly project: Project };

const iconSize = 15;

/** The projects of an organization, newest first. */
export function ProjectsTab({ organization }: { readonly organization: Organization }) {
  const { id, name } = organization;
  const mayChange = usePermissions(id)('projects.write');
  const list = useInfiniteQuery(projectPagesQuery(id));
  const [intent, setIntent] = useState<Intent>();
  const { items: projects, hasMore, onEndReached, fault } = usePages(list);
  const columns = useMemo(() => projectColumns(mayChange ? setIntent : undefined), [mayChange]);
  const close = () => setIntent(undefined);
  const create = mayChange && (
    <Button leftSection={<Plus size={16} />} onClick={() => setIntent({ action: 'create' })}>
      New project
    </Button>
  );

  if (fault !== undefined && projects.length === 0) return <ErrorState {...fault} />;
  if (list.isPending) return <LoadingState />;
  return (
    <Stack gap="sm">
      {projects.length === 0 ? (
        <EmptyState icon={<Boxes size={22} />} title="No projects yet" action={create}>
          API keys and rate limits belong to projects.
        </EmptyState>
      ) : (
        <>
          <Group justify="space-between" gap="sm" mih={36}>
            <Text c="dimmed">API keys and rate limits belong to projects.</Text>
            {create}
          </Group>
          <DataList
            label={`Projects of ${name}`}
            items={projects}
            columns={columns}
            keyOf={(project) => project.id}
            isFaint={({ archivedAt }) => archivedAt !== null}
            hasMore={hasMore}
            onEndReached={onEndReached}
          />
        </>
      )}
      {fault !== undefined && <ErrorState {...fault} />}
      {intent?.action === 'create' && <ProjectDialog organization={organization} onClose={close} />}
      {intent?.action === 'update' && (
        <ProjectDialog organization={organization} project={intent.project} onClose={close} />
      )}
      {intent?.action === 'archive' && <ArchiveProjectDialog project={intent.project} onClose={close} />}
    </Stack>
  );
}

function projectColumns(onIntent: ((intent: Intent) => void) | undefined): readonly Column<Project>[] {
  const columns: readonly Column<Project>[] = [
    {
      id: 'name',
      header: 'Name',
      width: 'minmax(11rem, 2fr)',
      onCard: 'title',
      cell: ({ id, name, slug }) => (
        <Stack gap={0} align="flex-start">
          <LinkAnchor to="/projects/$projectId" params={{ projectId: id }} c="inherit" fw={560} size="sm">
            {name}
          </LinkAnchor>
          <Text size="xs" c="dimmed" className="mono">
            {slug}
          </Text>
        </Stack>
      ),
    },
    {
      id: 'status',
      header: 'Status',
      width: 'minmax(7rem, 1fr)',
      cell: ({ archivedAt }) => (
        <StatusPill tone={archivedAt === null ? 'good' : 'neutral'}>
          {archivedAt === null ? 'Open' : 'Archived'}
        </StatusPill>
      ),
    },
    { id: 'made', header: 'Made', width: '9rem', cell: ({ createdAt }) => <RelativeTime instant={createdAt} /> },
  ];
  if (onIntent === undefined) return columns;
  const actions: Column<Project> = {
    id: 'actions',
    header: 'Actions',
    width: '2.25rem',
    onCard: 'aside',
    cell: (project) => (
      <Menu position="bottom-end" shadow="md" width={176}>
        <Menu.Target>
          <ActionIcon aria-label={`Actions for ${project.name}`}>
            <Ellipsis size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<Pencil size={iconSize} />} onClick={() => onIntent({ action: 'update', project })}>
            Rename
          </Menu.Item>
          {project.archivedAt === null && (
            <Menu.Item
              color="var(--mantine-color-error)"
              leftSection={<Archive size={iconSize} />}
              onClick={() => onIntent({ action: 'archive', project })}
            >
              Archive
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
    ),
  };
  return [...columns, actions];
}
