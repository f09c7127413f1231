import { Button, Stack, Title } from '@mantine/core';
import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { adminKeys, isRevocable, nounOf } from '../../administration/administered.ts';
import { AdministeredPill } from '../../administration/administered-pill.tsx';
import { RevokeDialog } from '../../administration/revoke-dialog.tsx';
import { client } from '../../app/client.ts';
import { Facts } from '../../credentials/facts.tsx';
import { ShieldOff } from '../../ui/icons.ts';
import { LinkAnchor } from '../../ui/links.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Addresses } from './addresses.tsx';
import { Ownership } from './ownership.tsx';
import { Usage } from './usage.tsx';

const route = getRouteApi('/shell/admin/credentials/$credentialId');

const credentialQuery = (credentialId: string) =>
  queryOptions({
    queryKey: [...adminKeys.credentials, 'one', credentialId],
    queryFn: ({ signal }) => client.getCredential({ params: { credentialId }, signal }),
  });

/** Anybody’s credential: whose it is, what is stored of it, how it is used. */
export function CredentialPage() {
  const { credentialId } = route.useParams();
  const { days = 30 } = route.useSearch();
  const navigate = route.useNavigate();
  const { data: credential } = useSuspenseQuery(credentialQuery(credentialId));
  const [revoking, setRevoking] = useState(false);
  return (
    <>
      <PageHeader
        title={credential.name}
        description={credential.note === '' ? undefined : credential.note}
        aside={<AdministeredPill credential={credential} />}
        back={
          <LinkAnchor to="/admin/credentials" size="sm">
            All credentials
          </LinkAnchor>
        }
        actions={
          isRevocable(credential) && (
            <Button color="red.8" leftSection={<ShieldOff size={16} />} onClick={() => setRevoking(true)}>
              Revoke {nounOf(credential)}
            </Button>
          )
        }
      />
      <Stack gap="xl">
        <Ownership credential={credential} />
        <section aria-label="Usage">
          <Usage
            credentialId={credentialId}
            days={days}
            onDays={(span) => void navigate({ search: { days: span }, replace: true, resetScroll: false })}
          />
        </section>
        <section aria-labelledby="addresses">
          <Title order={2} mb="sm" id="addresses">
            Last addresses
          </Title>
          <Addresses addresses={credential.lastAddresses} />
        </section>
        <section aria-labelledby="rights">
          <Title order={2} mb="sm" id="rights">
            Rights and limits
          </Title>
          <Facts credential={credential} />
        </section>
      </Stack>
      {revoking && <RevokeDialog credential={credential} onClose={() => setRevoking(false)} />}
    </>
  );
}
