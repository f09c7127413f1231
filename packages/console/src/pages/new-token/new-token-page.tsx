import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { client } from '../../app/client.ts';
import { platformQuery, scopesQuery } from '../../app/queries.ts';
import type { MintedCredential } from '../../credentials/credential.ts';
import { Allowance } from '../../credentials/credential-list.tsx';
import { myTokens } from '../../credentials/family.ts';
import { MintForm } from '../../credentials/mint-form.tsx';
import { ShownOnce } from '../../credentials/shown-once.tsx';
import { LinkAnchor, LinkButton } from '../../ui/links.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { ProjectsField } from './projects-field.tsx';

const route = getRouteApi('/shell/tokens/new');

/** Makes a token, and shows it once. */
export function NewTokenPage() {
  const { data: platform } = useSuspenseQuery(platformQuery);
  const { data: scopes } = useSuspenseQuery(scopesQuery);
  const [minted, setMinted] = useState<MintedCredential>();
  const navigate = route.useNavigate();
  if (minted !== undefined) {
    return (
      <>
        <PageHeader title={`“${minted.name}” is made`} />
        <div style={{ maxWidth: 720 }}>
          <ShownOnce
            token={minted.secret}
            noun="token"
            onDone={() => void navigate({ to: '/tokens', ignoreBlocker: true })}
          />
        </div>
      </>
    );
  }
  return (
    <>
      <PageHeader
        title="New token"
        description="It acts as you, but never beyond what you choose here."
        back={
          <LinkAnchor to="/tokens" size="sm">
            My tokens
          </LinkAnchor>
        }
        actions={<Allowance family={myTokens} />}
      />
      <MintForm
        noun="token"
        platform={platform}
        scopes={scopes}
        grantable={scopes.grantable.pat}
        grants={platform.pat?.grants ?? 'scopes'}
        projects={(field) => <ProjectsField {...field} />}
        mint={(body) => client.mintPat({ body })}
        invalidates={[myTokens.key]}
        onMinted={setMinted}
        cancel={
          <LinkButton to="/tokens" variant="subtle" color="gray">
            Cancel
          </LinkButton>
        }
      />
    </>
  );
}
