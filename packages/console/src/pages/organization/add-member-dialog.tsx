import type { ReplyOf } from '@keywright/client';
import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../app/client.ts';
import { CopyField } from '../../ui/copy-field.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { placeFaults } from '../../ui/form-faults.ts';
import { TriangleAlert } from '../../ui/icons.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { membersKey, type Organization } from './queries.ts';
import { RoleField } from './role-field.tsx';

type Invitation = NonNullable<ReplyOf<'addMember'>['invitation']>;

interface AddMemberDialogProps {
  readonly organization: Organization;
  readonly onClose: () => void;
}

/** Adds somebody by e-mail. Who is new to the instance gets a one-time link, shown here and nowhere else. */
export function AddMemberDialog({ organization, onClose }: AddMemberDialogProps) {
  const { id, name } = organization;
  const form = useForm({
    initialValues: { email: '', name: '', role: '' },
    validate: {
      email: (email) => (/^\S+@\S+$/.test(email.trim()) ? null : 'An e-mail address, please.'),
      role: (role) => (role === '' ? 'Choose one.' : null),
    },
  });
  const add = useMutation({
    mutationFn: ({ email, role, ...rest }: typeof form.values) => {
      const called = rest.name.trim();
      const body = { email: email.trim(), role, ...(called === '' ? {} : { name: called }) };
      return client.addMember({ params: { organization: id }, body });
    },
    meta: { invalidates: [membersKey(id)] },
    onSuccess: ({ member, invitation }) => {
      if (invitation !== null) return;
      notifications.show({ color: 'green', message: `${member.name} is now ${member.role} of ${name}.` });
      onClose();
    },
    onError: (error) => form.setErrors({ ...placeFaults(error, Object.keys(form.values)).fields }),
  });
  const { rest } = placeFaults(add.error, Object.keys(form.values));
  const invitation = add.data?.invitation;
  if (invitation != null) {
    return <Invited invitation={invitation} email={add.data?.member.email ?? ''} onClose={onClose} />;
  }
  return (
    <Dialog opened onClose={onClose} title={<Text fw={620}>Add a member to {name}</Text>}>
      <form noValidate onSubmit={form.onSubmit((values) => add.mutate(values))}>
        <Stack gap="md">
          <TextInput
            label="E-mail"
            type="email"
            autoComplete="off"
            maxLength={254}
            data-autofocus
            {...form.getInputProps('email')}
          />
          <TextInput
            label="Name"
            description="Only for somebody who is new here. They can change it."
            autoComplete="off"
            maxLength={128}
            {...form.getInputProps('name')}
          />
          <RoleField
            organizationId={id}
            value={form.values.role}
            onChange={(role) => form.setFieldValue('role', role)}
            error={typeof form.errors.role === 'string' ? form.errors.role : undefined}
          />
          {rest != null && <ErrorState error={rest} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={add.isPending}>
              Add member
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

interface InvitedProps {
  readonly invitation: Invitation;
  readonly email: string;
  readonly onClose: () => void;
}

/** The link, for the only time. It is closed by its button alone, so that no stray key takes it away. */
function Invited({ invitation, email, onClose }: InvitedProps) {
  const [copied, setCopied] = useState(false);
  return (
    <Dialog
      opened
      onClose={onClose}
      title={<Text fw={620}>{email} was added</Text>}
      size="lg"
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
    >
      <Stack gap="md">
        <Alert
          color="orange"
          variant="outline"
          icon={<TriangleAlert />}
          title="Hand them this link: it is shown this once"
        >
          With it they set their password. Whoever has it can, so send it to nobody else. It ends{' '}
          <RelativeTime instant={invitation.expiresAt} />.
        </Alert>
        <div
          className="ph-no-capture sentry-mask sentry-block fs-exclude rr-block clarity-mask"
          data-private="true"
          data-dd-privacy="hidden"
          data-hj-suppress=""
          translate="no"
        >
          <CopyField value={invitation.url} what="link" onCopied={() => setCopied(true)} />
        </div>
        <Group justify="flex-end">
          <Button variant={copied ? 'filled' : 'default'} onClick={onClose}>
            Done
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
