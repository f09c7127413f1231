import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import type { Credential } from './credential.ts';
import type { Family } from './family.ts';

export interface EndDialogProps {
  readonly family: Family;
  readonly credential: Credential;
  readonly action: 'revoke' | 'delete';
  readonly onClose: () => void;
  readonly onDone?: () => void;
}

/** Asks before a credential is ended for good, naming it and what stops working. */
export function EndDialog({ family, credential, action, onClose, onDone }: EndDialogProps) {
  const end = useMutation({
    mutationFn: async () => {
      await (action === 'delete' ? family.remove?.(credential.id) : family.revoke(credential.id));
    },
    meta: { invalidates: [family.key] },
    onSuccess: () => {
      const done = action === 'delete' ? 'deleted' : 'revoked';
      notifications.show({ color: 'green', message: `“${credential.name}” was ${done}.` });
      onClose();
      onDone?.();
    },
  });
  const verb = action === 'delete' ? 'Delete' : 'Revoke';
  const stays = action === 'delete' ? 'It leaves this list.' : 'It stays in this list, marked as revoked.';
  return (
    <ConfirmDialog
      opened
      title={`${verb} “${credential.name}”?`}
      confirm={`${verb} ${family.noun}`}
      pending={end.isPending}
      error={end.error}
      onConfirm={() => end.mutate()}
      onClose={onClose}
    >
      {credential.revokedAt === null && (
        <>
          From the next request on, whatever presents <code>{credential.prefix}…</code> is refused.{' '}
          {credential.lastUsedAt === null ? (
            'It has never been used.'
          ) : (
            <>
              It was last used <RelativeTime instant={credential.lastUsedAt} />.
            </>
          )}{' '}
        </>
      )}
      {stays} This cannot be undone.
    </ConfirmDialog>
  );
}
