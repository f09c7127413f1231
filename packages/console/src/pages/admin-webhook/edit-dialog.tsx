import type { ReplyOf } from '@keywright/client';
import { Button, Group, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { adminKeys } from '../../administration/administered.ts';
import { placeOf } from '../../administration/webhook.ts';
import {
  useWebhookForm,
  WebhookFields,
  type WebhookValues,
  webhookInputs,
} from '../../administration/webhook-fields.tsx';
import { client } from '../../app/client.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { placeFaults } from '../../ui/form-faults.ts';

interface EditDialogProps {
  readonly webhook: ReplyOf<'getWebhook'>;
  readonly onClose: () => void;
}

/** Changes an endpoint, unless somebody else has meanwhile. */
export function EditDialog({ webhook, onClose }: EditDialogProps) {
  const { id, url, description, kinds, etag } = webhook;
  const form = useWebhookForm({ url, description, kinds: [...kinds] });
  const save = useMutation({
    mutationFn: (values: WebhookValues) =>
      client.updateWebhook({ params: { webhookId: id }, body: { ...values, url: values.url.trim() }, ifMatch: etag }),
    meta: { invalidates: [adminKeys.webhooks] },
    onSuccess: (saved) => {
      notifications.show({ color: 'green', message: `${placeOf(saved)} was saved.` });
      onClose();
    },
    onError: (error) => form.setErrors({ ...placeFaults(error, webhookInputs).fields }),
  });
  const { rest } = placeFaults(save.error, webhookInputs);
  return (
    <Dialog opened onClose={onClose} title={<Text fw={620}>Edit {placeOf(webhook)}</Text>}>
      <form noValidate onSubmit={form.onSubmit((values) => save.mutate(values))}>
        <Stack gap="md">
          <WebhookFields form={form} />
          {rest != null && <ErrorState error={rest} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={save.isPending}>
              Save
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
