import { Button, Group, Paper, Stack, Text, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { client } from '../../app/client.ts';
import { meQuery } from '../../app/queries.ts';
import { signOut } from '../../app/session.ts';
import { ColorSchemeChoice } from '../../ui/color-scheme-choice.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { placeFaults } from '../../ui/form-faults.ts';
import { PageHeader } from '../../ui/page-header.tsx';

const route = getRouteApi('/shell/account');

/** Who the person is here, and how the console looks to them. */
export function AccountPage() {
  return (
    <>
      <PageHeader title="Account" />
      <Stack gap="lg" maw={560}>
        <Profile />
        <Paper withBorder radius="lg" p="lg">
          <Title order={2} mb={4}>
            Theme
          </Title>
          <Text c="dimmed" mb="md">
            Kept in this browser.
          </Text>
          <ColorSchemeChoice />
        </Paper>
        <SignOut />
      </Stack>
    </>
  );
}

function Profile() {
  const { data: me } = useSuspenseQuery(meQuery);
  const queryClient = useQueryClient();
  const form = useForm({
    initialValues: { name: me.name },
    validate: { name: (name) => (name.trim() === '' ? 'Your name, please.' : null) },
  });
  const save = useMutation({
    mutationFn: ({ name }: typeof form.values) => client.updateMe({ body: { name: name.trim() } }),
    meta: { invalidates: [meQuery.queryKey] },
    onSuccess: (saved) => {
      queryClient.setQueryData(meQuery.queryKey, saved);
      notifications.show({ color: 'green', message: 'Your name was saved.' });
    },
    onError: (error) => form.setErrors({ ...placeFaults(error, ['name']).fields }),
  });
  const { rest } = placeFaults(save.error, ['name']);
  return (
    <Paper withBorder radius="lg" p="lg">
      <form noValidate onSubmit={form.onSubmit((values) => save.mutate(values))}>
        <Stack gap="md">
          <Title order={2}>Profile</Title>
          <TextInput label="Name" maxLength={128} autoComplete="name" {...form.getInputProps('name')} />
          <TextInput label="E-mail" value={me.email} readOnly />
          {rest != null && <ErrorState error={rest} />}
          <Group>
            <Button type="submit" loading={save.isPending} disabled={form.values.name === me.name}>
              Save
            </Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  );
}

function SignOut() {
  const queryClient = useQueryClient();
  const navigate = route.useNavigate();
  const leave = useMutation({
    mutationFn: () => signOut(queryClient),
    onSuccess: () => navigate({ to: '/sign-in' }),
  });
  return (
    <Paper withBorder radius="lg" p="lg">
      <Group justify="space-between">
        <div>
          <Title order={2}>Sign out</Title>
          <Text c="dimmed">Ends this session. Your tokens go on working.</Text>
        </div>
        <Button variant="default" loading={leave.isPending} onClick={() => leave.mutate()}>
          Sign out
        </Button>
      </Group>
      {leave.error !== null && <ErrorState error={leave.error} />}
    </Paper>
  );
}
