import { Group } from '@mantine/core';
import { StatusPill } from '../ui/status-pill.tsx';
import type { Policy } from './rule.ts';

/** Whether a policy is in force, and for whom, in a word or two. */
export function PolicyPills({ policy }: { readonly policy: Pick<Policy, 'enabled' | 'is_default'> }) {
  return (
    <Group gap={6}>
      <StatusPill tone={policy.enabled ? 'good' : 'neutral'}>{policy.enabled ? 'Enabled' : 'Disabled'}</StatusPill>
      {policy.is_default && <StatusPill tone={policy.enabled ? 'warning' : 'neutral'}>Default</StatusPill>}
    </Group>
  );
}
