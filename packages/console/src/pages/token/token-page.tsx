import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { meQuery } from '../../app/queries.ts';
import { myAuditLog } from '../../audit/audit-log.ts';
import { CredentialPage } from '../../credentials/credential-page.tsx';
import { myTokens } from '../../credentials/family.ts';
import { LinkAnchor } from '../../ui/links.tsx';
import { Access } from './access.tsx';
import { ProjectNames } from './project-names.tsx';

const route = getRouteApi('/shell/tokens/$tokenId');

/** One of the person’s tokens. */
export function TokenPage() {
  const { tokenId } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { data: me } = useSuspenseQuery(meQuery);
  const people = useMemo(() => [{ userId: me.id, name: me.name, email: me.email }], [me]);
  return (
    <CredentialPage
      // Another token is another page: nothing of the one before stays open.
      key={tokenId}
      family={myTokens}
      id={tokenId}
      search={search}
      onSearch={(next) => void navigate({ search: next, replace: true, resetScroll: false })}
      back={
        <LinkAnchor to="/tokens" size="sm">
          My tokens
        </LinkAnchor>
      }
      onDeleted={() => void navigate({ to: '/tokens' })}
      log={myAuditLog}
      people={people}
      access={(token) => <Access token={token} />}
      projects={({ projectIds }) => (projectIds.length === 0 ? undefined : <ProjectNames ids={projectIds} />)}
    />
  );
}
