import type { ReplyOf } from '@keywright/client';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { adminKeys } from '../../administration/administered.ts';
import { SigningSecret } from '../../administration/signing-secret.tsx';
import { placeOf } from '../../administration/webhook.ts';
import { client } from '../../app/client.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import type { WebhookAction } from './actions.tsx';
import { EditDialog } from './edit-dialog.tsx';

interface DialogProps {
  readonly webhook: ReplyOf<'getWebhook'>;
  readonly onClose: () => void;
}

interface WebhookDialogProps extends DialogProps {
  readonly action: WebhookAction;
  readonly onDeleted: () => void;
}

const tell = (message: string) => notifications.show({ color: 'green', message });

/** The dialog for an action on an endpoint. */
export function WebhookDialog({ action, onDeleted, ...props }: WebhookDialogProps) {
  if (action === 'edit') return <EditDialog {...props} />;
  if (action === 'rotate') return <RotateDialog {...props} />;
  if (action === 'delete') return <DeleteDialog {...props} onDeleted={onDeleted} />;
  return <EnabledDialog {...props} enabled={action === 'enable'} />;
}

function RotateDialog({ webhook, onClose }: DialogProps) {
  const rotate = useMutation({
    mutationFn: () => client.rotateWebhookSecret({ params: { webhookId: webhook.id } }),
    meta: { invalidates: [adminKeys.webhooks] },
  });
  if (rotate.data !== undefined) {
    const { secret, previousSecretEndsAt } = rotate.data;
    return (
      <SigningSecret title={`New secret of ${placeOf(webhook)}`} secret={secret} onDone={onClose}>
        {previousSecretEndsAt !== null && (
          <>
            Events are signed with the old one too; that ends <RelativeTime instant={previousSecretEndsAt} />.
          </>
        )}
      </SigningSecret>
    );
  }
  return (
    <ConfirmDialog
      opened
      title={`Rotate the secret of ${placeOf(webhook)}?`}
      confirm="Rotate secret"
      dangerous={false}
      pending={rotate.isPending}
      error={rotate.error}
      onConfirm={() => rotate.mutate()}
      onClose={onClose}
    >
      It gets a new signing secret, shown once. For 24 hours events are signed with both, so that the receiver can
      change over without a gap; after that, a receiver that still has the old one refuses them.
    </ConfirmDialog>
  );
}

function EnabledDialog({ webhook, enabled, onClose }: DialogProps & { readonly enabled: boolean }) {
  const update = useMutation({
    mutationFn: () =>
      client.updateWebhook({ params: { webhookId: webhook.id }, body: { enabled }, ifMatch: webhook.etag }),
    meta: { invalidates: [adminKeys.webhooks] },
    onSuccess: () => {
      tell(`${placeOf(webhook)} is ${enabled ? 'enabled' : 'disabled'}.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened
      title={`${enabled ? 'Enable' : 'Disable'} ${placeOf(webhook)}?`}
      confirm={enabled ? 'Enable webhook' : 'Disable webhook'}
      dangerous={!enabled}
      pending={update.isPending}
      error={update.error}
      onConfirm={() => update.mutate()}
      onClose={onClose}
    >
      {enabled
        ? 'It is told of what happens from now on. What happened meanwhile is not sent.'
        : 'It is told of nothing more. What is due to it fails, and nothing is kept for it meanwhile.'}
    </ConfirmDialog>
  );
}

function DeleteDialog({ webhook, onClose, onDeleted }: DialogProps & Pick<WebhookDialogProps, 'onDeleted'>) {
  const remove = useMutation({
    mutationFn: () => client.deleteWebhook({ params: { webhookId: webhook.id } }),
    meta: { invalidates: [[...adminKeys.webhooks, 'list']] },
    onSuccess: () => {
      tell(`${placeOf(webhook)} was deleted.`);
      onDeleted();
    },
  });
  return (
    <ConfirmDialog
      opened
      title={`Delete ${placeOf(webhook)}?`}
      confirm="Delete webhook"
      pending={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      <code>{webhook.url}</code> is told of nothing more. What is still to be sent to it, its delivery log and its
      signing secret go with it. This cannot be undone.
    </ConfirmDialog>
  );
}
