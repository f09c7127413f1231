import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { CopyField } from '../ui/copy-field.tsx';
import { TriangleAlert } from '../ui/icons.ts';

export interface ShownOnceProps {
  readonly token: string;
  readonly noun: string;
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

/** A token, for the only time. It lives in this component’s props alone; leaving before it was copied is asked about. */
export function ShownOnce({ token, noun, children, onDone }: ShownOnceProps) {
  const [copied, setCopied] = useState(false);
  const [asking, setAsking] = useState(false);
  const blocker = useBlocker({
    shouldBlockFn: () => !copied,
    enableBeforeUnload: () => !copied,
    withResolver: true,
  });
  const leave = () => {
    setAsking(false);
    if (blocker.status === 'blocked') blocker.proceed();
    else onDone();
  };
  const stay = () => {
    setAsking(false);
    if (blocker.status === 'blocked') blocker.reset();
  };
  const curl = `curl -H "Authorization: ${noun === 'token' ? 'Bearer' : 'ApiKey'} ${token}" ${location.origin}/api/v1/tokens/current`;
  return (
    <Stack gap="md">
      <Alert color="orange" variant="outline" icon={<TriangleAlert />} title="Copy it now: it is shown this once">
        Only a hash of it is kept. Nobody can show it to you again, not even an administrator. {children}
      </Alert>
      <div {...unrecorded}>
        <Stack gap="md">
          <CopyField value={token} what={noun} onCopied={() => setCopied(true)} />
          <div>
            <Text size="sm" fw={550} mb={4}>
              Try it
            </Text>
            <CopyField value={curl} what="command" quiet onCopied={() => setCopied(true)} />
          </div>
        </Stack>
      </div>
      <Group justify="flex-end">
        <Button variant={copied ? 'filled' : 'default'} onClick={() => (copied ? onDone() : setAsking(true))}>
          Done
        </Button>
      </Group>
      <ConfirmDialog
        opened={asking || blocker.status === 'blocked'}
        title={`Leave without the ${noun}?`}
        confirm="Leave it behind"
        onConfirm={leave}
        onClose={stay}
      >
        You have not copied it, and it is never shown again. You would have to rotate it, or make another.
      </ConfirmDialog>
    </Stack>
  );
}
