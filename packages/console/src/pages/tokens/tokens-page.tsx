import { getRouteApi } from '@tanstack/react-router';
import type { Credential } from '../../credentials/credential.ts';
import { CredentialList } from '../../credentials/credential-list.tsx';
import { myTokens } from '../../credentials/family.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { KeyRound, Plus } from '../../ui/icons.ts';
import { LinkAnchor, LinkButton } from '../../ui/links.tsx';
import { PageHeader } from '../../ui/page-header.tsx';

const route = getRouteApi('/shell/tokens');

const nameOf = ({ id, name }: Credential) => (
  <LinkAnchor to="/tokens/$tokenId" params={{ tokenId: id }} c="inherit" fw="inherit">
    {name}
  </LinkAnchor>
);

const newToken = (
  <LinkButton to="/tokens/new" leftSection={<Plus size={16} />}>
    New token
  </LinkButton>
);

/** The person’s own tokens. */
export function TokensPage() {
  const { state, search = '' } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <>
      <PageHeader
        title="My tokens"
        description="Personal access tokens act as you, within your rights at each moment."
        actions={newToken}
      />
      <CredentialList
        family={myTokens}
        label="My tokens"
        state={state}
        search={search}
        onFilter={(filter) => void navigate({ search: filter, replace: true, resetScroll: false })}
        nameOf={nameOf}
        empty={
          <EmptyState icon={<KeyRound size={22} />} title="You have no tokens yet" action={newToken}>
            A token lets a script or a tool call the API as you, for as long and as far as you say.
          </EmptyState>
        }
      />
    </>
  );
}
