import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { projectQuery } from '../../../app/queries.ts';
import type { Credential } from '../../../credentials/credential.ts';
import { CredentialList } from '../../../credentials/credential-list.tsx';
import { apiKeysOf } from '../../../credentials/family.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { KeyRound, Plus } from '../../../ui/icons.ts';
import { LinkAnchor, LinkButton } from '../../../ui/links.tsx';
import { SectionHeader } from '../section-header.tsx';

const route = getRouteApi('/shell/projects/$projectId/');

/** The API keys of a project. */
export function KeysTab() {
  const { projectId } = route.useParams();
  const { state, search = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const { data: project } = useSuspenseQuery(projectQuery(projectId));
  const [family, nameOf] = useMemo(() => [apiKeysOf(projectId), nameIn(projectId)], [projectId]);
  const newKey = project.archivedAt === null && (
    <LinkButton to="/projects/$projectId/api-keys/new" params={{ projectId }} leftSection={<Plus size={16} />}>
      New API key
    </LinkButton>
  );
  return (
    <>
      <SectionHeader title="API keys" actions={newKey}>
        They belong to the project and act for it, whoever comes or goes.
      </SectionHeader>
      <CredentialList
        family={family}
        label="API keys"
        state={state}
        search={search}
        onFilter={(filter) => void navigate({ search: filter, replace: true, resetScroll: false })}
        nameOf={nameOf}
        empty={
          <EmptyState icon={<KeyRound size={22} />} title="No API keys yet" action={newKey}>
            An API key lets a program call the API for this project, for as long and as far as you say.
          </EmptyState>
        }
      />
    </>
  );
}

const nameIn = (projectId: string) =>
  function name(key: Credential) {
    return (
      <LinkAnchor
        to="/projects/$projectId/api-keys/$keyId"
        params={{ projectId, keyId: key.id }}
        c="inherit"
        fw="inherit"
      >
        {key.name}
      </LinkAnchor>
    );
  };
