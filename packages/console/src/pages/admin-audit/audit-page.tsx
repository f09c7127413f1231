import { Stack } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { AuditList } from '../../audit/audit-list.tsx';
import { instanceAuditLog } from '../../audit/audit-log.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { Verification } from './verification.tsx';

const route = getRouteApi('/shell/admin/audit-log');

/** The audit log of the instance, and whether it is as it was written. */
export function AuditPage() {
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <>
      <PageHeader
        title="Audit log of the instance"
        description="Every use, refusal and change in every organization, newest first."
      />
      <Stack gap="lg">
        <Verification />
        <AuditList
          log={instanceAuditLog}
          label="Audit log of the instance"
          filter={filter}
          onFilter={(search) => void navigate({ search, replace: true, resetScroll: false })}
        />
      </Stack>
    </>
  );
}
