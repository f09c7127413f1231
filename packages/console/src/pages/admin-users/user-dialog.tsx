import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { adminKeys } from '../../administration/administered.ts';
import { ReasonDialog } from '../../administration/reason-dialog.tsx';
import { client } from '../../app/client.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import type { Intent } from './columns.tsx';

interface UserDialogProps extends Intent {
  readonly onClose: () => void;
}

const tell = (message: string) => notifications.show({ color: 'green', message });

/** The dialog for an action on a user. */
export function UserDialog({ action, ...props }: UserDialogProps) {
  if (action === 'revoke') return <RevokeAll {...props} />;
  return action === 'disable' ? <Disable {...props} /> : <Enable {...props} />;
}

type Props = Omit<UserDialogProps, 'action'>;

function Disable({ user, onClose }: Props) {
  const disable = useMutation({
    mutationFn: () => client.disableUser({ params: { userId: user.id } }),
    meta: { invalidates: [adminKeys.users, adminKeys.figures] },
    onSuccess: () => {
      tell(`${user.email} is disabled.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened
      title={`Disable ${user.email}?`}
      confirm="Disable user"
      pending={disable.isPending}
      error={disable.error}
      onConfirm={() => disable.mutate()}
      onClose={onClose}
    >
      Their sessions end, and from the next request on their PATs are refused. API keys that they minted belong to
      projects and go on working. Once the user is enabled again, the PATs that were not revoked work again.
    </ConfirmDialog>
  );
}

function Enable({ user, onClose }: Props) {
  const enable = useMutation({
    mutationFn: () => client.enableUser({ params: { userId: user.id } }),
    meta: { invalidates: [adminKeys.users, adminKeys.figures] },
    onSuccess: () => {
      tell(`${user.email} is enabled.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened
      title={`Enable ${user.email}?`}
      confirm="Enable user"
      dangerous={false}
      pending={enable.isPending}
      error={enable.error}
      onConfirm={() => enable.mutate()}
      onClose={onClose}
    >
      They can sign in again, and their PATs that were not revoked work again at once. If an account was disabled
      because something leaked, revoke its PATs first.
    </ConfirmDialog>
  );
}

function RevokeAll({ user, onClose }: Props) {
  const revoke = useMutation({
    mutationFn: (reason: string) => client.revokeUserCredentials({ params: { userId: user.id }, body: { reason } }),
    meta: { invalidates: [adminKeys.credentials, adminKeys.figures] },
    onSuccess: ({ revoked }) => {
      tell(revoked === 0 ? `${user.email} had no PAT left.` : `${revoked} of ${user.email} revoked.`);
      onClose();
    },
  });
  return (
    <ReasonDialog
      title={`Revoke all PATs of ${user.email}?`}
      readBy={`${user.email} reads`}
      confirm="Revoke all PATs"
      pending={revoke.isPending}
      error={revoke.error}
      onConfirm={(reason) => revoke.mutate(reason)}
      onClose={onClose}
    >
      From the next request on, every PAT of theirs is refused. API keys that they minted belong to projects and go on
      working; they can still sign in and make new PATs. This cannot be undone.
    </ReasonDialog>
  );
}
