import { Button, Group, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { client } from '../../../app/client.ts';
import { limitsKey } from '../../../rate-limits/queries.ts';
import type { Policy } from '../../../rate-limits/rule.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import type { PolicyAction } from './policy-columns.tsx';
import { policyDialogWords } from './policy-dialog-words.ts';

/** What somebody is about to do, and with which policy. */
export interface PolicyIntent {
  readonly action: PolicyAction;
  readonly policy: Policy;
}

interface PolicyDialogProps {
  readonly projectId: string;
  readonly intent: PolicyIntent;
  readonly onIntent: (intent: PolicyIntent) => void;
  readonly onClose: () => void;
}

/** Asks before the limits of a project change, naming the policy and whom it concerns. */
export function PolicyDialog({ projectId, intent, onIntent, onClose }: PolicyDialogProps) {
  const { action, policy } = intent;
  const words = policyDialogWords(action, policy);
  const change = useMutation({
    mutationFn: () => perform(projectId, intent),
    meta: { invalidates: [limitsKey(projectId)] },
    onSuccess: () => {
      notifications.show({ color: 'green', message: words.done });
      onClose();
    },
  });
  if (action === 'delete' && (policy.is_default || policy.live_tokens > 0)) {
    return (
      <InUseDialog policy={policy} onUnset={() => onIntent({ action: 'unset-default', policy })} onClose={onClose} />
    );
  }
  return (
    <ConfirmDialog
      opened
      title={words.title}
      confirm={words.confirm}
      dangerous={action === 'delete'}
      pending={change.isPending}
      error={change.error}
      onConfirm={() => change.mutate()}
      onClose={onClose}
    >
      {words.meaning}
    </ConfirmDialog>
  );
}

async function perform(projectId: string, { action, policy }: PolicyIntent): Promise<unknown> {
  const params = { projectId, policyId: policy.id };
  if (action === 'delete') return client.deleteRateLimitPolicy({ params });
  if (action === 'enable' || action === 'disable') {
    // Only this one field changes, so that whatever others have changed meanwhile stays.
    const { etag } = await client.getRateLimitPolicy({ params });
    return client.updateRateLimitPolicy({ params, body: { enabled: action === 'enable' }, ifMatch: etag });
  }
  const policyId = action === 'set-default' ? policy.id : null;
  return client.setDefaultRateLimitPolicy({ params: { projectId }, body: { policy_id: policyId } });
}

interface InUseDialogProps {
  readonly policy: Policy;
  readonly onUnset: () => void;
  readonly onClose: () => void;
}

/** Why a policy cannot be deleted yet, and what to do first. */
function InUseDialog({ policy, onUnset, onClose }: InUseDialogProps) {
  const { name, is_default: isDefault, live_tokens: live } = policy;
  return (
    <Dialog opened onClose={onClose} title={<Text fw={620}>“{name}” is in use</Text>}>
      <Stack gap="md">
        <Text c="dimmed">
          A policy that somebody depends on cannot be deleted: they would be without limits unawares.
        </Text>
        {isDefault && <Text>It is the default of this project. Make another the default, or none.</Text>}
        {live > 0 && (
          <Text>
            {live === 1 ? 'One live token has it.' : `${live} live tokens have it.`} Give them another policy or none,
            or revoke them. An API key’s policy is on its page.
          </Text>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose} data-autofocus>
            Close
          </Button>
          {isDefault && <Button onClick={onUnset}>Make it no longer the default</Button>}
        </Group>
      </Stack>
    </Dialog>
  );
}
