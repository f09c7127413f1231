import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { meQuery, projectQuery } from '../../app/queries.ts';
import { projectAuditLog } from '../../audit/audit-log.ts';
import { CredentialPage } from '../../credentials/credential-page.tsx';
import { apiKeysOf } from '../../credentials/family.ts';
import { LinkAnchor } from '../../ui/links.tsx';
import { KeyPolicy } from './key-policy.tsx';

const route = getRouteApi('/shell/projects/$projectId/api-keys/$keyId');

/** One of a project’s API keys. */
export function ApiKeyPage() {
  const { projectId, keyId } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { data: project } = useSuspenseQuery(projectQuery(projectId));
  const { data: me } = useSuspenseQuery(meQuery);
  const family = useMemo(() => apiKeysOf(projectId), [projectId]);
  const log = useMemo(() => projectAuditLog(projectId), [projectId]);
  const people = useMemo(() => [{ userId: me.id, name: me.name, email: me.email }], [me]);
  return (
    <CredentialPage
      key={keyId}
      family={family}
      id={keyId}
      search={search}
      onSearch={(next) => void navigate({ search: next, replace: true, resetScroll: false })}
      back={
        <LinkAnchor to="/projects/$projectId" params={{ projectId }} size="sm">
          {project.name}
        </LinkAnchor>
      }
      log={log}
      people={people}
      projects={() => project.name}
      more={(apiKey) => <KeyPolicy projectId={projectId} apiKey={apiKey} />}
    />
  );
}
