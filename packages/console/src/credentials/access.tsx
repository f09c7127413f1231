import { Group, Stack, Text, Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Credential } from './credential.ts';

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;

/** What a credential may do: its level, or its scopes, all of them on hover; and whether it is held to projects. */
export function Access({ credential }: { readonly credential: Credential }) {
  const { level, scopes, projectIds } = credential;
  const bounded = projectIds.length > 0 ? `${count(projectIds.length, 'project')} only` : undefined;
  if (level !== null) return <Lines first={<>Level {level}</>} second={bounded} />;
  const [only] = scopes;
  const words = scopes.length === 1 && only !== undefined ? only : count(scopes.length, 'scope');
  return (
    <Tooltip label={<span style={{ whiteSpace: 'pre' }}>{scopes.join('\n')}</span>} disabled={scopes.length === 1}>
      <span>
        <Lines first={words} second={bounded ?? (scopes.length > 1 ? scopes.slice(0, 2).join(', ') : undefined)} />
      </span>
    </Tooltip>
  );
}

function Lines({ first, second }: { readonly first: ReactNode; readonly second: string | undefined }) {
  return (
    <Stack gap={0}>
      <Group gap={4}>{first}</Group>
      {second !== undefined && (
        <Text size="xs" c="dimmed" lineClamp={1}>
          {second}
        </Text>
      )}
    </Stack>
  );
}
