import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { client } from '../app/client.ts';
import { RelativeTime } from '../ui/relative-time.tsx';
import { type Administered, adminKeys, nounOf } from './administered.ts';
import { ReasonDialog } from './reason-dialog.tsx';

interface RevokeDialogProps {
  readonly credential: Administered;
  readonly onClose: () => void;
}

/** Revokes anybody’s credential, with a reason. */
export function RevokeDialog({ credential, onClose }: RevokeDialogProps) {
  const { id, name, prefix, user, project, lastUsedAt } = credential;
  const revoke = useMutation({
    mutationFn: (reason: string) => client.revokeCredential({ params: { credentialId: id }, body: { reason } }),
    meta: { invalidates: [adminKeys.credentials, adminKeys.figures] },
    onSuccess: () => {
      notifications.show({ color: 'green', message: `“${name}” was revoked.` });
      onClose();
    },
  });
  const owner = user?.email ?? (project === null ? 'its owner' : `project ${project.name}`);
  return (
    <ReasonDialog
      title={`Revoke “${name}”?`}
      readBy={user === null ? 'Whoever minted it reads' : `${user.email} reads`}
      confirm={`Revoke ${nounOf(credential)}`}
      pending={revoke.isPending}
      error={revoke.error}
      onConfirm={(reason) => revoke.mutate(reason)}
      onClose={onClose}
    >
      This {nounOf(credential)} belongs to {owner}. From the next request on, whatever presents <code>{prefix}…</code>{' '}
      is refused.{' '}
      {lastUsedAt === null ? (
        'It has never been used.'
      ) : (
        <>
          It was last used <RelativeTime instant={lastUsedAt} />.
        </>
      )}{' '}
      This cannot be undone.
    </ReasonDialog>
  );
}
