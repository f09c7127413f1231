import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { CopyField } from '../ui/copy-field.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TriangleAlert } from '../ui/icons.ts';

interface SigningSecretProps {
  readonly title: string;
  readonly secret: string;
  readonly children?: ReactNode;
  readonly onDone: () => void;
}

/** What the usual session replays and screen recorders leave out. */
const unrecorded = {
  className: 'ph-no-capture sentry-mask sentry-block fs-exclude rr-block clarity-mask',
  'data-private': 'true',
  'data-dd-privacy': 'hidden',
  'data-hj-suppress': '',
  translate: 'no',
} as const;

/** The signing secret of an endpoint, for the only time; leaving before it was copied is asked about. */
export function SigningSecret({ title, secret, children, onDone }: SigningSecretProps) {
  const [copied, setCopied] = useState(false);
  const [asking, setAsking] = useState(false);
  return (
    <Dialog
      opened
      onClose={() => {}}
      title={<Text fw={620}>{title}</Text>}
      size="lg"
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
    >
      <Stack gap="md">
        <Alert color="orange" variant="outline" icon={<TriangleAlert />} title="Copy it now: it is shown this once">
          The receiver verifies with it that events come from here. Whoever has it can forge them. {children}
        </Alert>
        <div {...unrecorded}>
          <CopyField value={secret} what="signing secret" onCopied={() => setCopied(true)} />
        </div>
        <Group justify="flex-end">
          <Button variant={copied ? 'filled' : 'default'} onClick={() => (copied ? onDone() : setAsking(true))}>
            Done
          </Button>
        </Group>
      </Stack>
      <ConfirmDialog
        opened={asking}
        title="Leave without the signing secret?"
        confirm="Leave it behind"
        onConfirm={onDone}
        onClose={() => setAsking(false)}
      >
        You have not copied it, and it is never shown again. You would have to rotate it.
      </ConfirmDialog>
    </Dialog>
  );
}
