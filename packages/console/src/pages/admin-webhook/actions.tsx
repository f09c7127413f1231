import { ActionIcon, Button, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { adminKeys } from '../../administration/administered.ts';
import type { Webhook } from '../../administration/webhook.ts';
import { client } from '../../app/client.ts';
import { wordsOf } from '../../ui/error-state.tsx';
import { Ban, CircleCheck, Ellipsis, Pencil, RefreshCw, Send, Trash } from '../../ui/icons.ts';

export type WebhookAction = 'edit' | 'rotate' | 'disable' | 'enable' | 'delete';

interface ActionsProps {
  readonly webhook: Webhook;
  readonly onAction: (action: WebhookAction) => void;
}

const iconSize = 15;

/** What can be done with an endpoint. */
export function Actions({ webhook, onAction }: ActionsProps) {
  const test = useMutation({
    mutationFn: () => client.createTestDelivery({ params: { webhookId: webhook.id } }),
    meta: { invalidates: [[...adminKeys.webhooks, 'deliveries', webhook.id]] },
    onSuccess: () => notifications.show({ message: 'A test event is on its way.' }),
    onError: (error) => notifications.show({ color: 'red', message: wordsOf(error).message }),
  });
  return (
    <>
      <Button
        variant="default"
        leftSection={<Send size={16} />}
        loading={test.isPending}
        disabled={!webhook.enabled}
        onClick={() => test.mutate()}
      >
        Send test event
      </Button>
      <Menu position="bottom-end" shadow="md" width={190}>
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label="Actions for this webhook">
            <Ellipsis size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<Pencil size={iconSize} />} onClick={() => onAction('edit')}>
            Edit
          </Menu.Item>
          <Menu.Item leftSection={<RefreshCw size={iconSize} />} onClick={() => onAction('rotate')}>
            Rotate secret
          </Menu.Item>
          {webhook.enabled ? (
            <Menu.Item leftSection={<Ban size={iconSize} />} onClick={() => onAction('disable')}>
              Disable
            </Menu.Item>
          ) : (
            <Menu.Item leftSection={<CircleCheck size={iconSize} />} onClick={() => onAction('enable')}>
              Enable
            </Menu.Item>
          )}
          <Menu.Item
            color="var(--mantine-color-error)"
            leftSection={<Trash size={iconSize} />}
            onClick={() => onAction('delete')}
          >
            Delete
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
