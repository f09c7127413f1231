import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { adminKeys } from '../../administration/administered.ts';
import { SigningSecret } from '../../administration/signing-secret.tsx';
import { placeOf, type Webhook } from '../../administration/webhook.ts';
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

interface CreateDialogProps {
  readonly onClose: () => void;
  readonly onMade: (webhook: Webhook) => void;
}

const initialValues: WebhookValues = { url: '', description: '', kinds: [] };

/** Adds an endpoint, then shows its signing secret once. */
export function CreateDialog({ onClose, onMade }: CreateDialogProps) {
  const form = useWebhookForm(initialValues);
  const create = useMutation({
    mutationFn: ({ url, ...values }: WebhookValues) => client.createWebhook({ body: { ...values, url: url.trim() } }),
    meta: { invalidates: [adminKeys.webhooks] },
    onError: (error) => form.setErrors({ ...placeFaults(error, webhookInputs).fields }),
  });
  const made = create.data;
  if (made !== undefined) {
    return <SigningSecret title={`${placeOf(made)} is added`} secret={made.secret} onDone={() => onMade(made)} />;
  }
  const { rest } = placeFaults(create.error, webhookInputs);
  return (
    <Dialog opened onClose={onClose} title={<Text fw={620}>New webhook</Text>}>
      <form noValidate onSubmit={form.onSubmit((values) => create.mutate(values))}>
        <Stack gap="md">
          <WebhookFields form={form} />
          {rest != null && <ErrorState error={rest} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={create.isPending}>
              Add webhook
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
