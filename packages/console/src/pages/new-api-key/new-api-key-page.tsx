import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { client } from '../../app/client.ts';
import { platformQuery, projectQuery, scopesQuery } from '../../app/queries.ts';
import type { MintedCredential } from '../../credentials/credential.ts';
import { Allowance } from '../../credentials/credential-list.tsx';
import { apiKeysOf } from '../../credentials/family.ts';
import { type MintBody, MintForm } from '../../credentials/mint-form.tsx';
import { ShownOnce } from '../../credentials/shown-once.tsx';
import { LinkAnchor, LinkButton } from '../../ui/links.tsx';
import { PageHeader } from '../../ui/page-header.tsx';

const route = getRouteApi('/shell/projects/$projectId/api-keys/new');

/** Makes an API key of a project, and shows it once. */
export function NewApiKeyPage() {
  const { projectId } = route.useParams();
  const { data: project } = useSuspenseQuery(projectQuery(projectId));
  const { data: platform } = useSuspenseQuery(platformQuery);
  const { data: scopes } = useSuspenseQuery(scopesQuery);
  const [minted, setMinted] = useState<MintedCredential>();
  const navigate = route.useNavigate();
  const family = useMemo(() => apiKeysOf(projectId), [projectId]);
  const params = { projectId };
  if (minted !== undefined) {
    return (
      <>
        <PageHeader title={`“${minted.name}” is made`} />
        <div style={{ maxWidth: 720 }}>
          <ShownOnce
            token={minted.secret}
            noun="API key"
            onDone={() => void navigate({ to: '/projects/$projectId', params, ignoreBlocker: true })}
          />
        </div>
      </>
    );
  }
  const rights = scopes.grantable.organizations.find(({ organizationId }) => organizationId === project.organizationId);
  return (
    <>
      <PageHeader
        title="New API key"
        description={`It acts for ${project.name}, but never beyond what you choose here.`}
        back={
          <LinkAnchor to="/projects/$projectId" params={params} size="sm">
            {project.name}
          </LinkAnchor>
        }
        actions={<Allowance family={family} />}
      />
      <MintForm
        noun="API key"
        platform={platform}
        scopes={scopes}
        grantable={rights?.scopes ?? []}
        grants="scopes"
        mint={(body) => client.mintApiKey({ params, body: toKeyBody(body) })}
        invalidates={[family.key]}
        onMinted={setMinted}
        cancel={
          <LinkButton to="/projects/$projectId" params={params} variant="subtle" color="gray">
            Cancel
          </LinkButton>
        }
      />
    </>
  );
}

/** An API key has scopes always, and no level or projects of its own. */
function toKeyBody({ level: _level, projectIds: _projectIds, scopes = [], ...body }: MintBody) {
  return { ...body, scopes };
}
