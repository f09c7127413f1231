import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Outlet } from '@tanstack/react-router';
import { Suspense } from 'react';
import { organizationsQuery, projectQuery } from '../../app/queries.ts';
import { LinkAnchor } from '../../ui/links.tsx';
import { LoadingState } from '../../ui/loading-state.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { StatusPill } from '../../ui/status-pill.tsx';
import { Tabs } from './tabs.tsx';

const route = getRouteApi('/shell/projects/$projectId');

/** A project: what its tabs have in common. */
export function ProjectPage() {
  const { projectId } = route.useParams();
  const { data: project } = useSuspenseQuery(projectQuery(projectId));
  const { data: organizations } = useSuspenseQuery(organizationsQuery);
  const organization = organizations.data.find(({ id }) => id === project.organizationId);
  const isArchived = project.archivedAt !== null;
  return (
    <>
      <PageHeader
        title={project.name}
        aside={isArchived ? <StatusPill tone="neutral">Archived</StatusPill> : undefined}
        description={isArchived ? 'Its API keys are refused. What was in it can still be read.' : undefined}
        back={
          organization && (
            <LinkAnchor to="/organizations/$organization" params={{ organization: organization.slug }} size="sm">
              {organization.name}
            </LinkAnchor>
          )
        }
      />
      <Tabs projectId={projectId} />
      <Suspense fallback={<LoadingState />}>
        <Outlet />
      </Suspense>
    </>
  );
}
