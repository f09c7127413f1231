import { ActionIcon, Menu, Stack, Text } from '@mantine/core';
import { PolicyPills } from '../../../rate-limits/policy-pills.tsx';
import type { Policy } from '../../../rate-limits/rule.ts';
import { rateWords, scopeWords } from '../../../rate-limits/rule-words.ts';
import type { Column } from '../../../ui/data-list/column.ts';
import { Ellipsis, Gauge, Pencil, Play, ShieldOff, Trash } from '../../../ui/icons.ts';
import { LinkAnchor, LinkMenuItem } from '../../../ui/links.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';

export type PolicyAction = 'enable' | 'disable' | 'set-default' | 'unset-default' | 'delete';
type OnAction = (action: PolicyAction, policy: Policy) => void;

/** How the policies of a project are listed. */
export function policyColumns(projectId: string, onAction: OnAction): readonly Column<Policy>[] {
  return [
    {
      id: 'name',
      header: 'Name',
      width: 'minmax(12rem, 3fr)',
      onCard: 'title',
      cell: (policy) => <Named projectId={projectId} policy={policy} />,
    },
    { id: 'status', header: 'Status', width: '11.5rem', cell: (policy) => <PolicyPills policy={policy} /> },
    {
      id: 'live',
      header: 'Live tokens',
      width: '6rem',
      cell: ({ live_tokens: live }) => (live === 0 ? <Text c="dimmed">None</Text> : live),
    },
    {
      id: 'updated',
      header: 'Changed',
      width: '7rem',
      hideBelowPx: 760,
      cell: ({ updated_at: at }) => <RelativeTime instant={at} />,
    },
    {
      id: 'actions',
      header: 'Actions',
      width: '2.25rem',
      onCard: 'aside',
      cell: (policy) => <PolicyMenu projectId={projectId} policy={policy} onAction={onAction} />,
    },
  ];
}

interface PolicyCellProps {
  readonly projectId: string;
  readonly policy: Policy;
}

function Named({ projectId, policy }: PolicyCellProps) {
  const [first, ...others] = policy.rules;
  return (
    <Stack gap={0}>
      <Text fw={560} component="div">
        <LinkAnchor
          to="/projects/$projectId/rate-limits/$policyId"
          params={{ projectId, policyId: policy.id }}
          c="inherit"
          fw="inherit"
        >
          {policy.name}
        </LinkAnchor>
      </Text>
      {first !== undefined && (
        <Text size="xs" c="dimmed" lineClamp={2}>
          {rateWords(first)},{scopeWords(first)}
          {others.length > 0 && `; and ${others.length} more rule${others.length === 1 ? '' : 's'}`}
        </Text>
      )}
    </Stack>
  );
}

const iconSize = 15;

function PolicyMenu({ projectId, policy, onAction }: PolicyCellProps & { readonly onAction: OnAction }) {
  const { enabled, is_default: isDefault } = policy;
  const act = (action: PolicyAction) => () => onAction(action, policy);
  return (
    <Menu position="bottom-end" shadow="md" width={208}>
      <Menu.Target>
        <ActionIcon aria-label={`Actions for ${policy.name}`}>
          <Ellipsis size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <LinkMenuItem
          to="/projects/$projectId/rate-limits/$policyId"
          params={{ projectId, policyId: policy.id }}
          leftSection={<Pencil size={iconSize} />}
        >
          Edit
        </LinkMenuItem>
        <Menu.Item leftSection={<Gauge size={iconSize} />} onClick={act(isDefault ? 'unset-default' : 'set-default')}>
          {isDefault ? 'Make it no longer the default' : 'Make it the default'}
        </Menu.Item>
        <Menu.Item
          leftSection={enabled ? <ShieldOff size={iconSize} /> : <Play size={iconSize} />}
          onClick={act(enabled ? 'disable' : 'enable')}
        >
          {enabled ? 'Disable' : 'Enable'}
        </Menu.Item>
        <Menu.Item color="var(--mantine-color-error)" leftSection={<Trash size={iconSize} />} onClick={act('delete')}>
          Delete
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
