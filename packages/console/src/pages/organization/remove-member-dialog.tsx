import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { client } from '../../app/client.ts';
import { scopesQuery } from '../../app/queries.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { type Member, membersKey, type Organization } from './queries.ts';

interface RemoveMemberDialogProps {
  readonly organization: Organization;
  readonly member: Member;
  readonly isMe: boolean;
  readonly onClose: () => void;
}

/** Asks before somebody loses an organization. */
export function RemoveMemberDialog({ organization, member, isMe, onClose }: RemoveMemberDialogProps) {
  const { id, name } = organization;
  const remove = useMutation({
    mutationFn: () => client.removeMember({ params: { organization: id, userId: member.userId } }),
    meta: { invalidates: [membersKey(id), ['organizations'], scopesQuery.queryKey] },
    onSuccess: () => {
      notifications.show({ color: 'green', message: `${member.name} no longer belongs to ${name}.` });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened
      title={isMe ? `Leave ${name}?` : `Remove ${member.name} from ${name}?`}
      confirm={isMe ? 'Leave' : 'Remove member'}
      pending={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      {isMe
        ? 'From the next request on you and your tokens can do nothing here. You cannot add yourself again.'
        : `From the next request on ${member.email} and their tokens can do nothing here. API keys that they made go on working: those belong to the projects.`}
    </ConfirmDialog>
  );
}
