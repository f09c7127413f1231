import { Button, Group, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../app/client.ts';
import { scopesQuery } from '../../app/queries.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { type Member, membersKey, type Organization } from './queries.ts';
import { RoleField } from './role-field.tsx';

interface RoleDialogProps {
  readonly organization: Organization;
  readonly member: Member;
  readonly onClose: () => void;
}

/** Sets what somebody is in an organization. */
export function RoleDialog({ organization, member, onClose }: RoleDialogProps) {
  const [role, setRole] = useState(member.role);
  const params = { organization: organization.id, userId: member.userId };
  const set = useMutation({
    // Read again first: the listing may be older than somebody’s change, which this would then undo.
    mutationFn: async () => {
      const { etag } = await client.getMember({ params });
      return client.setMemberRole({ params, body: { role }, ifMatch: etag });
    },
    meta: { invalidates: [membersKey(organization.id), ['organizations'], scopesQuery.queryKey] },
    onSuccess: (saved) => {
      notifications.show({ color: 'green', message: `${saved.name} is now ${saved.role}.` });
      onClose();
    },
  });
  return (
    <Dialog opened onClose={onClose} title={<Text fw={620}>Role of {member.name}</Text>}>
      <Stack gap="md">
        <Text c="dimmed">
          It holds from the next request on. Their tokens never do more than they may, so those follow.
        </Text>
        <RoleField organizationId={organization.id} value={role} onChange={setRole} error={undefined} />
        {set.error !== null && <ErrorState error={set.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button loading={set.isPending} disabled={role === member.role} onClick={() => set.mutate()}>
            Set role
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
