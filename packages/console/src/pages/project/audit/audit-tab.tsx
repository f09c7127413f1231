import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { AuditList } from '../../../audit/audit-list.tsx';
import { projectAuditLog } from '../../../audit/audit-log.ts';
import { SectionHeader } from '../section-header.tsx';

const route = getRouteApi('/shell/projects/$projectId/audit-log');

/** What was done in a project. */
export function AuditTab() {
  const { projectId } = route.useParams();
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  const log = useMemo(() => projectAuditLog(projectId), [projectId]);
  return (
    <>
      <SectionHeader title="Audit log">
        What was done in this project, newest first: each use of a credential, each refusal, each change.
      </SectionHeader>
      <AuditList
        log={log}
        label="Audit log of the project"
        filter={filter}
        onFilter={(chosen) => void navigate({ search: chosen, replace: true, resetScroll: false })}
      />
    </>
  );
}
