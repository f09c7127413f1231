import { Button, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Dialog } from './dialog.tsx';
import { ErrorState } from './error-state.tsx';

export interface ConfirmDialogProps {
  readonly opened: boolean;
  /** A question that names the thing: `Revoke “deploy”?` */
  readonly title: string;
  /** What will no longer work, and whether it can be undone. */
  readonly children: ReactNode;
  /** The verb. */
  readonly confirm: string;
  readonly dangerous?: boolean;
  readonly pending?: boolean;
  readonly error?: unknown;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before something that cannot be undone. The focus is on what does nothing. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { opened, title, children, confirm, dangerous = true, pending = false, error, onConfirm, onClose } = props;
  return (
    <Dialog opened={opened} onClose={onClose} title={<Text fw={620}>{title}</Text>}>
      <Stack gap="md">
        <Text component="div" c="dimmed">
          {children}
        </Text>
        {error != null && <ErrorState error={error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose} data-autofocus>
            Cancel
          </Button>
          <Button color={dangerous ? 'red.8' : 'iris'} loading={pending} onClick={onConfirm}>
            {confirm}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
