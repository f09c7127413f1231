import { Tabs } from '@mantine/core';
import { useInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { AuditList } from '../../audit/audit-list.tsx';
import { organizationAuditLog } from '../../audit/audit-log.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ScrollText } from '../../ui/icons.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { MembersTab } from './members-tab.tsx';
import type { OrganizationSearch } from './organization-search.ts';
import { ProjectsTab } from './projects-tab.tsx';
import { membersQuery, type Organization, organizationQuery, usePermissions } from './queries.ts';

const route = getRouteApi('/shell/organizations/$organization');

/** An organization: its projects, its members and what happened in it. */
export function OrganizationPage() {
  const { organization: ref } = route.useParams();
  const { tab = 'projects', ...filter } = route.useSearch();
  const navigate = route.useNavigate();
  const { data: organization } = useSuspenseQuery(organizationQuery(ref));
  const show = (search: OrganizationSearch) => void navigate({ search, replace: true, resetScroll: false });
  return (
    <>
      <PageHeader
        title={organization.name}
        description={organization.role === null ? undefined : `You are ${organization.role} here.`}
      />
      <Tabs
        key={organization.id}
        value={tab}
        onChange={(value) => show(value === 'members' || value === 'audit' ? { tab: value } : {})}
        keepMounted={false}
      >
        <Tabs.List mb="lg">
          <Tabs.Tab value="projects">Projects</Tabs.Tab>
          <Tabs.Tab value="members">Members</Tabs.Tab>
          <Tabs.Tab value="audit">Audit log</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="projects">
          <ProjectsTab organization={organization} />
        </Tabs.Panel>
        <Tabs.Panel value="members">
          <MembersTab organization={organization} />
        </Tabs.Panel>
        <Tabs.Panel value="audit">
          <AuditTab
            organization={organization}
            filter={filter}
            onFilter={(chosen) => show({ tab: 'audit', ...chosen })}
          />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

interface AuditTabProps {
  readonly organization: Organization;
  readonly filter: OrganizationSearch;
  readonly onFilter: (filter: OrganizationSearch) => void;
}

function AuditTab({ organization, filter, onFilter }: AuditTabProps) {
  const { id, name } = organization;
  const may = usePermissions(id);
  const members = useInfiniteQuery({ ...membersQuery(id), enabled: may('members.read') });
  const people = useMemo(() => members.data?.pages.flatMap(({ data }) => data) ?? [], [members.data]);
  const log = useMemo(() => organizationAuditLog(id), [id]);
  if (!may('audit.read')) {
    return (
      <EmptyState icon={<ScrollText size={22} />} title="You may not read this audit log">
        It names people and addresses. Your role here does not include it; an administrator of {name} can read it.
      </EmptyState>
    );
  }
  return <AuditList log={log} label={`Audit log of ${name}`} filter={filter} onFilter={onFilter} people={people} />;
}
