import { Button, Stack, Tabs, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { AuditList } from '../audit/audit-list.tsx';
import type { AuditLog } from '../audit/audit-log.ts';
import type { Person } from '../audit/person.ts';
import { useNow } from '../browser/now.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { RefreshCw } from '../ui/icons.ts';
import { LoadingState } from '../ui/loading-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { ActionsMenu } from './actions-menu.tsx';
import { type CredentialDetail, isLive, stateOf } from './credential.ts';
import classes from './credential-page.module.css';
import type { CredentialSearch } from './credential-search.ts';
import { CredentialDialogs, type Intent } from './dialogs.tsx';
import { Facts } from './facts.tsx';
import type { Family } from './family.ts';
import { LastAddresses } from './last-addresses.tsx';
import { credentialQuery } from './queries.ts';
import { StatePill } from './state-pill.tsx';
import { usualSpanDays } from './usage/outcomes.ts';
import { UsagePanel } from './usage/usage-panel.tsx';

export interface CredentialPageProps {
  readonly family: Family;
  readonly id: string;
  readonly search: CredentialSearch;
  readonly onSearch: (search: CredentialSearch) => void;
  /** A link to where it is listed. */
  readonly back: ReactNode;
  /** Hears that it is gone. */
  readonly onDeleted?: () => void;
  /** The log that has its events. */
  readonly log: AuditLog;
  readonly people?: readonly Person[];
  /** What it may do, where that depends on more than itself. */
  readonly access?: (credential: CredentialDetail) => ReactNode;
  /** What else its page has, below all that. */
  readonly more?: (credential: CredentialDetail) => ReactNode;
  /** The names of the projects that it is held to. */
  readonly projects?: (credential: CredentialDetail) => ReactNode;
}

/** All of a credential: how it is used, what it may do, what was done with it and to it. */
export function CredentialPage(props: CredentialPageProps) {
  const { data: credential, error, refetch } = useQuery(credentialQuery(props.family, props.id));
  if (credential !== undefined) return <Shown {...props} credential={credential} />;
  return error === null ? <LoadingState /> : <ErrorState error={error} onRetry={() => void refetch()} />;
}

function Shown(props: CredentialPageProps & { readonly credential: CredentialDetail }) {
  const { family, id, credential, search, onSearch, back, onDeleted, log, people, access, projects, more } = props;
  const [intent, setIntent] = useState<Intent>();
  const isRotatable = isLive(stateOf(credential, useNow()));
  const { tab = 'overview', days, ...filter } = search;
  const choose = (value: string | null) =>
    onSearch(value === 'access' || value === 'activity' ? { tab: value } : days === undefined ? {} : { days });
  return (
    <>
      <PageHeader
        title={credential.name}
        description={credential.note === '' ? undefined : credential.note}
        aside={<StatePill credential={credential} />}
        back={back}
        actions={
          <>
            {isRotatable && (
              <Button
                variant="default"
                leftSection={<RefreshCw size={15} />}
                onClick={() => setIntent({ action: 'rotate', credential })}
              >
                Rotate
              </Button>
            )}
            <ActionsMenu
              family={family}
              credential={credential}
              onAction={(action, of) => setIntent({ action, credential: of })}
            />
          </>
        }
      />
      <Tabs value={tab} onChange={choose} keepMounted={false}>
        <Tabs.List mb="lg">
          <Tabs.Tab value="overview">Overview</Tabs.Tab>
          {access !== undefined && <Tabs.Tab value="access">Access</Tabs.Tab>}
          <Tabs.Tab value="activity">Activity</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="overview">
          <Stack gap="xl">
            <UsagePanel
              queryKey={[...family.key, 'usage', id]}
              load={(span, signal) => family.usage(id, span, signal)}
              days={days ?? usualSpanDays}
              onDays={(span) => onSearch({ days: span })}
            />
            <div className={classes.columns}>
              <Stack gap="xs">
                <Title order={2}>Facts</Title>
                <Facts credential={credential} projects={projects?.(credential)} />
              </Stack>
              <LastAddresses addresses={credential.lastAddresses} />
            </div>
            {more?.(credential)}
          </Stack>
        </Tabs.Panel>
        {access !== undefined && <Tabs.Panel value="access">{access(credential)}</Tabs.Panel>}
        <Tabs.Panel value="activity">
          <AuditList
            log={log}
            label={`What happened with ${credential.name}`}
            filter={filter}
            onFilter={(chosen) => onSearch({ tab: 'activity', ...chosen })}
            targetId={id}
            {...(people === undefined ? {} : { people })}
          />
        </Tabs.Panel>
      </Tabs>
      <CredentialDialogs
        family={family}
        intent={intent}
        onClose={() => setIntent(undefined)}
        {...(onDeleted === undefined ? {} : { onDeleted })}
      />
    </>
  );
}
