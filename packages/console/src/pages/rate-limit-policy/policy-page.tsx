import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { client } from '../../app/client.ts';
import { projectQuery } from '../../app/queries.ts';
import { type PolicyBody, toDraft } from '../../rate-limits/policy-draft.ts';
import { PolicyPills } from '../../rate-limits/policy-pills.tsx';
import { limitsKey, policyQuery } from '../../rate-limits/queries.ts';
import { LinkAnchor, LinkButton } from '../../ui/links.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { PolicyForm } from './policy-form.tsx';

const route = getRouteApi('/shell/projects/$projectId/rate-limits/$policyId');

/** Changes a rate-limit policy: the version that was read, or not at all. */
export function PolicyPage() {
  const { projectId, policyId } = route.useParams();
  const { data: project } = useSuspenseQuery(projectQuery(projectId));
  // What is being typed is not replaced under somebody’s hands; a change by others is refused by the version.
  const query = { ...policyQuery(projectId, policyId), refetchOnWindowFocus: false };
  const { data: policy } = useSuspenseQuery(query);
  const queryClient = useQueryClient();
  const navigate = route.useNavigate();
  const params = { projectId, policyId };
  const update = useMutation({
    mutationFn: (body: PolicyBody) => client.updateRateLimitPolicy({ params, body, ifMatch: policy.etag }),
    meta: { invalidates: [limitsKey(projectId)] },
    onSuccess: ({ name }) => {
      notifications.show({ color: 'green', message: `“${name}” was saved, in force on the next request.` });
      void navigate({ to: '/projects/$projectId/rate-limits', params: { projectId } });
    },
  });
  const reload = () => {
    update.reset();
    void queryClient.invalidateQueries({ queryKey: query.queryKey });
  };
  return (
    <>
      <PageHeader
        title={policy.name}
        aside={<PolicyPills policy={policy} />}
        description={inUse(policy)}
        back={
          <LinkAnchor to="/projects/$projectId/rate-limits" params={{ projectId }} size="sm">
            {project.name}: rate limits
          </LinkAnchor>
        }
      />
      <PolicyForm
        key={policy.etag}
        initial={toDraft(policy)}
        submit="Save policy"
        pending={update.isPending}
        error={update.error}
        onSave={(body) => update.mutate(body)}
        onReload={reload}
        cancel={
          <LinkButton to="/projects/$projectId/rate-limits" params={{ projectId }} variant="subtle" color="gray">
            Cancel
          </LinkButton>
        }
      />
    </>
  );
}

function inUse({ is_default: isDefault, live_tokens: live }: { is_default: boolean; live_tokens: number }): string {
  const tokens = live === 0 ? '' : `${live} live token${live === 1 ? ' has' : 's have'} it`;
  if (isDefault) return `It applies to every token at this project${tokens === '' ? '' : `, and ${tokens}`}.`;
  return tokens === '' ? 'It limits nothing: it is neither the default nor given to a token.' : `${tokens}.`;
}
