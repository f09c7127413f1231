import { Button, Group, Paper, Select, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../app/client.ts';
import { useNow } from '../../browser/now.ts';
import { type Credential, isLive, stateOf } from '../../credentials/credential.ts';
import { apiKeysOf } from '../../credentials/family.ts';
import { limitsKey, policiesQuery } from '../../rate-limits/queries.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { LinkAnchor } from '../../ui/links.tsx';

interface KeyPolicyProps {
  readonly projectId: string;
  readonly apiKey: Credential;
}

/** The rate-limit policy that is assigned to a key, beside the default of its project. */
export function KeyPolicy({ projectId, apiKey }: KeyPolicyProps) {
  const { data: policies } = useQuery(policiesQuery(projectId));
  const [chosen, setChosen] = useState(apiKey.rateLimitPolicyId);
  const params = { projectId, keyId: apiKey.id };
  const live = isLive(stateOf(apiKey, useNow()));
  const save = useMutation({
    mutationFn: async () => {
      const { etag } = await client.getApiKey({ params });
      return client.updateApiKey({ params, body: { rateLimitPolicyId: chosen }, ifMatch: etag });
    },
    meta: { invalidates: [apiKeysOf(projectId).key, limitsKey(projectId)] },
    onSuccess: () => notifications.show({ color: 'green', message: 'The rate-limit policy was saved.' }),
  });
  if (policies === undefined) return null;
  return (
    <Paper withBorder radius="lg" p="md" mt="lg">
      <Title order={2}>Rate limit</Title>
      <Text c="dimmed" mb="sm">
        A policy of its own, in force on the next request, beside the default of the project.{' '}
        <LinkAnchor
          to="/projects/$projectId/rate-limits"
          params={{ projectId }}
          search={{ token: apiKey.id }}
          underline="always"
        >
          How it stands against its limits
        </LinkAnchor>
      </Text>
      <Group gap="xs" align="flex-end">
        <Select
          aria-label="Rate-limit policy"
          placeholder="None of its own"
          clearable
          flex="1 1 14rem"
          maw={360}
          disabled={!live}
          data={policies.data.map(({ id, name, enabled }) => ({
            value: id,
            label: enabled ? name : `${name} (disabled)`,
          }))}
          value={chosen}
          onChange={setChosen}
          clearButtonProps={{ 'aria-label': 'No policy' }}
        />
        <Button
          variant="default"
          disabled={chosen === apiKey.rateLimitPolicyId}
          loading={save.isPending}
          onClick={() => save.mutate()}
        >
          Save policy
        </Button>
      </Group>
      {save.error !== null && <ErrorState error={save.error} />}
    </Paper>
  );
}
