import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { policiesQuery } from '../../../rate-limits/queries.ts';
import { DataList } from '../../../ui/data-list/data-list.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Gauge, Plus } from '../../../ui/icons.ts';
import { LinkButton } from '../../../ui/links.tsx';
import { SectionHeader } from '../section-header.tsx';
import { EffectiveLimits } from './effective-limits.tsx';
import { policyColumns } from './policy-columns.tsx';
import { PolicyDialog, type PolicyIntent } from './policy-dialog.tsx';

const route = getRouteApi('/shell/projects/$projectId/rate-limits');

/** The rate-limit policies of a project, and how its limits stand. */
export function LimitsTab() {
  const { projectId } = route.useParams();
  const { token } = route.useSearch();
  const navigate = route.useNavigate();
  const { data: policies } = useSuspenseQuery(policiesQuery(projectId));
  const [intent, setIntent] = useState<PolicyIntent>();
  const newPolicy = (
    <LinkButton to="/projects/$projectId/rate-limits/new" params={{ projectId }} leftSection={<Plus size={16} />}>
      New policy
    </LinkButton>
  );
  return (
    <>
      <SectionHeader title="Policies" actions={newPolicy}>
        They limit what tokens and API keys do here. People who are signed in are never counted, so that a policy that
        is too strict can always be mended.
      </SectionHeader>
      {policies.data.length === 0 ? (
        <EmptyState icon={<Gauge size={22} />} title="No policies yet" action={newPolicy}>
          Nothing limits how often tokens may call. A policy does once it is the default, or given to a token.
        </EmptyState>
      ) : (
        <>
          <DataList
            label="Rate-limit policies"
            items={policies.data}
            columns={policyColumns(projectId, (action, policy) => setIntent({ action, policy }))}
            keyOf={({ id }) => id}
            isFaint={({ enabled }) => !enabled}
          />
          <EffectiveLimits
            projectId={projectId}
            token={token}
            onToken={(chosen) =>
              void navigate({
                search: chosen === undefined ? {} : { token: chosen },
                replace: true,
                resetScroll: false,
              })
            }
          />
        </>
      )}
      {intent !== undefined && (
        <PolicyDialog projectId={projectId} intent={intent} onIntent={setIntent} onClose={() => setIntent(undefined)} />
      )}
    </>
  );
}
