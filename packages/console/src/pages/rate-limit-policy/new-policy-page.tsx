import { notifications } from '@mantine/notifications';
import { useMutation, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { client } from '../../app/client.ts';
import { projectQuery } from '../../app/queries.ts';
import { emptyRule, type PolicyBody } from '../../rate-limits/policy-draft.ts';
import { limitsKey } from '../../rate-limits/queries.ts';
import { LinkAnchor, LinkButton } from '../../ui/links.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { PolicyForm } from './policy-form.tsx';

const route = getRouteApi('/shell/projects/$projectId/rate-limits/new');

/** Makes a rate-limit policy. */
export function NewPolicyPage() {
  const { projectId } = route.useParams();
  const { data: project } = useSuspenseQuery(projectQuery(projectId));
  const navigate = route.useNavigate();
  const params = { projectId };
  const create = useMutation({
    mutationFn: (body: PolicyBody) => client.createRateLimitPolicy({ params, body }),
    meta: { invalidates: [limitsKey(projectId)] },
    onSuccess: ({ name }) => {
      notifications.show({ color: 'green', message: `“${name}” was created. It limits nothing until it is in use.` });
      void navigate({ to: '/projects/$projectId/rate-limits', params });
    },
  });
  return (
    <>
      <PageHeader
        title="New rate-limit policy"
        description="It limits nothing until it is the default of the project, or given to a token."
        back={
          <LinkAnchor to="/projects/$projectId/rate-limits" params={params} size="sm">
            {project.name}: rate limits
          </LinkAnchor>
        }
      />
      <PolicyForm
        initial={{ name: '', enabled: true, rules: [{ ...emptyRule('first'), per_minute: 60, burst: 10 }] }}
        submit="Create policy"
        pending={create.isPending}
        error={create.error}
        onSave={(body) => create.mutate(body)}
        cancel={
          <LinkButton to="/projects/$projectId/rate-limits" params={params} variant="subtle" color="gray">
            Cancel
          </LinkButton>
        }
      />
    </>
  );
}
