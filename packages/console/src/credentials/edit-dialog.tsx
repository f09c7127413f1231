import { Button, Group, Stack, TagsInput, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { Dialog } from '../ui/dialog.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { placeFaults } from '../ui/form-faults.ts';
import type { Credential } from './credential.ts';
import type { Family } from './family.ts';
import { longestName, longestNote, networkWords } from './field-words.ts';

export interface EditDialogProps {
  readonly family: Family;
  readonly credential: Credential;
  readonly onClose: () => void;
}

/** Changes what can be changed of a credential: never its rights or its secret. */
export function EditDialog({ family, credential, onClose }: EditDialogProps) {
  const form = useForm({
    initialValues: {
      name: credential.name,
      note: credential.note,
      allowedNetworks: [...credential.allowedNetworks],
    },
    validate: { name: (name) => (name.trim() === '' ? 'Give it a name.' : null) },
  });
  const save = useMutation({
    // Read again first: the listing may be older than somebody’s change, which this would then undo.
    mutationFn: async (values: typeof form.values) => {
      const { etag } = await family.get(credential.id);
      return family.update(credential.id, { ...values, name: values.name.trim() }, etag);
    },
    meta: { invalidates: [family.key] },
    onSuccess: ({ name }) => {
      notifications.show({ color: 'green', message: `“${name}” was saved.` });
      onClose();
    },
    onError: (error) => form.setErrors({ ...placeFaults(error, Object.keys(form.values)).fields }),
  });
  const { rest } = placeFaults(save.error, Object.keys(form.values));
  return (
    <Dialog opened onClose={onClose} title={<Text fw={620}>Edit “{credential.name}”</Text>}>
      <form noValidate onSubmit={form.onSubmit((values) => save.mutate(values))}>
        <Stack gap="md">
          <TextInput label="Name" maxLength={longestName} data-autofocus {...form.getInputProps('name')} />
          <Textarea
            label="Note"
            description="What it is for. Only for people."
            autosize
            minRows={2}
            maxLength={longestNote}
            {...form.getInputProps('note')}
          />
          <TagsInput
            label="Allowed networks"
            description={networkWords}
            placeholder="203.0.113.0/24"
            {...form.getInputProps('allowedNetworks')}
          />
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
