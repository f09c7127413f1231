import { Alert, Button, Group, Select, Stack, Text } from '@mantine/core';
import { useMutation, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { platformQuery } from '../app/queries.ts';
import { useNow } from '../browser/now.ts';
import { newIdempotencyKey } from '../browser/random.ts';
import { Dialog } from '../ui/dialog.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { toSpan } from '../ui/time-words.ts';
import { type Credential, stateOf } from './credential.ts';
import { type Expiry, ExpiryField, toExpiresAt } from './expiry-field.tsx';
import type { Family } from './family.ts';
import { ShownOnce } from './shown-once.tsx';

export interface RotateDialogProps {
  readonly family: Family;
  readonly credential: Credential;
  readonly onClose: () => void;
}

const hour = 3600;
const graces = [hour, 24 * hour, 3 * 24 * hour, 7 * 24 * hour, 30 * 24 * hour];

/** Replaces a credential’s secret and shows the new token, once. */
export function RotateDialog({ family, credential, onClose }: RotateDialogProps) {
  const { data: platform } = useSuspenseQuery(platformQuery);
  const [graceSeconds, setGraceSeconds] = useState(0);
  const [expiry, setExpiry] = useState<Expiry>({
    choice: String(platform.expiry.presetsDays[0] ?? 'custom'),
    date: '',
  });
  // One for the whole dialog: a rotation whose reply was lost is asked for again, and is the same.
  const [idempotencyKey] = useState(newIdempotencyKey);
  const nowMs = useNow();
  const isExpired = stateOf(credential, nowMs) === 'expired';
  const rotate = useMutation({
    mutationFn: () => {
      const expiresAt = isExpired ? toExpiresAt(expiry, nowMs) : undefined;
      const grace = graceSeconds === 0 ? {} : { gracePeriodSeconds: graceSeconds };
      return family.rotate(
        credential.id,
        { ...grace, ...(expiresAt === undefined ? {} : { expiresAt }) },
        idempotencyKey,
      );
    },
    meta: { invalidates: [family.key] },
  });
  const title = <Text fw={620}>Rotate “{credential.name}”</Text>;
  if (rotate.data !== undefined) {
    const { graceEndsAt } = rotate.data;
    return (
      <Dialog
        opened
        onClose={onClose}
        title={title}
        size="lg"
        withCloseButton={false}
        closeOnEscape={false}
        closeOnClickOutside={false}
      >
        <ShownOnce token={rotate.data.secret} noun={family.noun} onDone={onClose}>
          {graceEndsAt === null ? (
            'The old token no longer works.'
          ) : (
            <>
              The old token goes on working until <RelativeTime instant={graceEndsAt} />.
            </>
          )}
        </ShownOnce>
      </Dialog>
    );
  }
  const longest = platform.rotation.maximumGraceSeconds;
  const choices = [0, ...graces.filter((seconds) => seconds <= longest)].map((seconds) => ({
    value: String(seconds),
    label: seconds === 0 ? 'It ends at once' : `It works for another ${toSpan(seconds * 1000)}`,
  }));
  return (
    <Dialog opened onClose={onClose} title={title}>
      <Stack gap="md">
        <Text c="dimmed">
          It gets a new secret; its prefix, rights and name stay. Whatever uses the old token must be given the new one.
        </Text>
        <Select
          label="The old token"
          data={choices}
          value={String(graceSeconds)}
          onChange={(value) => setGraceSeconds(Number(value ?? 0))}
          allowDeselect={false}
          data-autofocus
        />
        {isExpired && <ExpiryField platform={platform} value={expiry} onChange={setExpiry} error={undefined} />}
        {graceSeconds === 0 && credential.lastUsedAt !== null && (
          <Alert color="orange" variant="outline">
            Requests with the old token are refused from now on. It was last used{' '}
            <RelativeTime instant={credential.lastUsedAt} />.
          </Alert>
        )}
        {rotate.error !== null && <ErrorState error={rotate.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button loading={rotate.isPending} onClick={() => rotate.mutate()}>
            Rotate {family.noun}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
