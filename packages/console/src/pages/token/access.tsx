import { Alert, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { organizationsQuery, scopesQuery } from '../../app/queries.ts';
import { useNow } from '../../browser/now.ts';
import { type CredentialDetail, isLive, stateOf } from '../../credentials/credential.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Words } from '../../ui/fact-list.tsx';
import { Building } from '../../ui/icons.ts';
import { LinkAnchor } from '../../ui/links.tsx';
import { LoadingState } from '../../ui/loading-state.tsx';
import { StatusPill } from '../../ui/status-pill.tsx';
import classes from './access.module.css';
import { type Access as AccessReply, accessQuery } from './access-query.ts';
import { whyLacking } from './lack-words.ts';
import { ProjectNames } from './project-names.tsx';

type InOrganization = AccessReply['organizations'][number];

/** What a token may do in each organization at this moment, and why not more. */
export function Access({ token }: { readonly token: CredentialDetail }) {
  const access = useQuery(accessQuery(token.id));
  const isEnded = !isLive(stateOf(token, useNow()));
  if (access.isError) return <ErrorState error={access.error} onRetry={() => void access.refetch()} />;
  if (access.isPending) return <LoadingState />;
  const { organizations, dropped, followsOwner } = access.data;
  return (
    <Stack gap="md" maw={860}>
      <Text c="dimmed" maw="46rem">
        {followsOwner
          ? 'Its level is whatever you may do yourself: where your role changes, it changes along.'
          : 'In each organization it has those of its scopes that your role there holds too. Where your role changes, this changes with the next request.'}
      </Text>
      {isEnded && (
        <Alert color="orange" variant="outline">
          It has ended, so it can do none of this. A live token with the same scopes could.
        </Alert>
      )}
      {token.projectIds.length > 0 && (
        <Alert color="iris" variant="outline" title="Only in these projects">
          <ProjectNames ids={token.projectIds} />
        </Alert>
      )}
      {dropped.length > 0 && (
        <Alert color="orange" variant="outline" title="This platform no longer has some of its scopes">
          <Words words={dropped} />
        </Alert>
      )}
      {organizations.length === 0 && (
        <EmptyState icon={<Building size={22} />} title="You belong to no organization">
          A token never does more than you may, so it can do nothing.
        </EmptyState>
      )}
      {organizations.map((each) => (
        <OrganizationAccess key={each.organizationId} access={each} />
      ))}
    </Stack>
  );
}

function OrganizationAccess({ access }: { readonly access: InOrganization }) {
  const { organizationId, role, scopes, missing } = access;
  const { data: organizations } = useQuery(organizationsQuery);
  const { data: catalogue } = useQuery(scopesQuery);
  const organization = organizations?.data.find(({ id }) => id === organizationId);
  const slug = organization?.slug ?? organizationId;
  return (
    <Paper withBorder radius="lg" p="md" className={classes.organization ?? ''} component="section">
      <Group justify="space-between" gap="sm" mb="sm">
        <Title order={2}>
          <LinkAnchor to="/organizations/$organization" params={{ organization: slug }} c="inherit" inherit>
            {organization?.name ?? organizationId}
          </LinkAnchor>
        </Title>
        <StatusPill tone="neutral">{role === null ? 'No role' : `You are ${role}`}</StatusPill>
      </Group>
      {scopes.length === 0 ? <Text c="dimmed">It can do nothing here.</Text> : <Words words={scopes} />}
      {missing.length > 0 && (
        <>
          <Text fw={550} mt="md" mb={4}>
            Granted, but without effect here
          </Text>
          <dl className={classes.lacks}>
            {missing.map((scope) => (
              <div key={scope}>
                <dt>
                  <Words words={[scope]} />
                </dt>
                <dd>{whyLacking(scope, role, catalogue?.roles ?? [])}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </Paper>
  );
}
