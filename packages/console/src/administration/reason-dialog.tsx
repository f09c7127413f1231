import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { ReactNode } from 'react';
import { Dialog } from '../ui/dialog.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { placeFaults } from '../ui/form-faults.ts';

export interface ReasonDialogProps {
  /** A question that names the thing. */
  readonly title: string;
  /** What stops working. */
  readonly children: ReactNode;
  /** Who reads the reason. */
  readonly readBy: string;
  /** The verb. */
  readonly confirm: string;
  readonly pending: boolean;
  readonly error: unknown;
  readonly onConfirm: (reason: string) => void;
  readonly onClose: () => void;
}

const longestReason = 500;

/** Asks before something is taken from somebody else, and for the reason, which they read. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { title, children, readBy, confirm, pending, error, onConfirm, onClose } = props;
  const form = useForm({
    initialValues: { reason: '' },
    validate: { reason: (reason) => (reason.trim() === '' ? 'Give a reason.' : null) },
  });
  const { fields, rest } = placeFaults(error, ['reason']);
  return (
    <Dialog opened onClose={onClose} title={<Text fw={620}>{title}</Text>}>
      <form noValidate onSubmit={form.onSubmit(({ reason }) => onConfirm(reason.trim()))}>
        <Stack gap="md">
          <Text component="div" c="dimmed">
            {children}
          </Text>
          <Textarea
            label="Reason"
            description={`${readBy} this, word for word.`}
            placeholder="It was found in a public repository."
            autosize
            minRows={2}
            maxLength={longestReason}
            required
            data-autofocus
            {...form.getInputProps('reason')}
            error={form.errors.reason ?? fields.reason}
          />
          {rest != null && <ErrorState error={rest} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" color="red.8" loading={pending}>
              {confirm}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
